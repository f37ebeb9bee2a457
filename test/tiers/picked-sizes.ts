/** Wishes for nodes, and what is picked for them on AWS. */
import { pickNodeClass } from "../../tiers/sizes.ts";
import type { NodeWish } from "../../tiers/sizes.ts";

export const node = (vcpu: number, memoryGib: number, region = "eu-west-1", burstAllowed = false) => ({
  vcpu,
  memoryGib,
  region,
  burstAllowed,
});

export const pickDatabaseClass = (wish: Omit<NodeWish, "service">) =>
  pickNodeClass({ service: "auroraPostgresql", ...wish });

/** What was picked, without the function that tells where it stands. */
export function withoutPlace(picked: object | undefined): object {
  return Object.fromEntries(Object.entries(picked ?? {}).filter(([key]) => key !== "at"));
}
