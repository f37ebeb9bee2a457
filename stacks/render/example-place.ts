/** What the program would learn of a stack's account before the first resource: made up, the same at every run. */
import type { AccountFacts } from "../../components/contracts.ts";
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { RecordOptions } from "./recording.ts";

/** Number of every example project. */
const PROJECT_NUMBER = "123456789012";
const DIRECTORY = "99999999-8888-7777-6666-555555555555";

/** Day of every example's first `up`, UTC. */
export const EXAMPLE_DAY = "2026-11-21";

/** When secrets of that day are due that are to be rotated every 90 days, asked after the first 90. */
const schedule = { dueUtc: "2027-02-19T00:00:00Z", reminderUtc: "2027-05-20T00:00:00Z" };
export const EXAMPLE_SCHEDULES = { "database-master": schedule, application: schedule };

/** Facts of the account in which a stack lies. */
export function exampleFacts({
  cloud,
  account,
  region,
}: Pick<StackSpec, "cloud" | "account" | "region">): AccountFacts {
  switch (cloud) {
    case "aws":
      return {
        account,
        zoneIds: { a: `${region}-az1`, b: `${region}-az2`, c: `${region}-az3` },
        zoneNames: { a: `${region}a`, b: `${region}b`, c: `${region}c` },
      };
    case "azure": {
      const zones = { a: "1", b: "2", c: "3" };
      return { account, zoneIds: zones, zoneNames: zones, directoryId: DIRECTORY };
    }
    case "gcp": {
      const zones = { a: `${region}-b`, b: `${region}-c`, c: `${region}-d` };
      const logEncryptionAgent = `cmek-p${PROJECT_NUMBER}@gcp-sa-logging.iam.gserviceaccount.com`;
      return { account, zoneIds: zones, zoneNames: zones, projectNumber: PROJECT_NUMBER, logEncryptionAgent };
    }
    case "kubernetes":
      throw new RangeError("nothing lies on kubernetes yet");
  }
}

/** Answers to the functions that components call while they build. */
export const EXAMPLE_ANSWERS: NonNullable<RecordOptions["answers"]> = {
  "azure-native:logic:listWorkflowTriggerCallbackUrl": () => ({ value: "https://workflows.example/start?sig=none" }),
  "gcp:storage/getTransferProjectServiceAccount:getTransferProjectServiceAccount": () => ({
    member: `serviceAccount:project-${PROJECT_NUMBER}@storage-transfer-service.iam.gserviceaccount.com`,
  }),
};
