/** What taking a stack down means for what it holds, said before somebody confirms it. */
import { isAvailable, type AvailableCloud } from "../tiers/vocabulary.ts";
import type { StackInput } from "./stack-input.ts";

/** How the databases of a protected stack go, by cloud. */
const DATABASES_GO: Readonly<Record<AvailableCloud, string>> = {
  aws: "its databases are deleted after a final snapshot",
  azure:
    "its databases are deleted without a final snapshot, which Azure does not make: what lasts is the newest copy in the backup vault, up to a day old, so take one first",
  gcp: "its databases are deleted after a final backup",
};

/** What goes and what stays, in one clause. */
export function whatGoes({ cloud, blueprint, recovery }: StackInput): string {
  if (recovery !== undefined)
    return `its replica is deleted, and ${recovery.recovery.homeStack} has nothing to fail over to`;
  if (blueprint === undefined) return "the account is not watched any more; the records so far stay";
  if (!blueprint.stack.deletionProtection) return "its databases are deleted, and nothing of them stays";
  if (!isAvailable(cloud)) throw new RangeError(`cloud ${cloud} is not available`);
  return DATABASES_GO[cloud];
}
