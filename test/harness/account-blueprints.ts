/** The baseline of acme's account for tests of one component, by hand, so that such a test does not hang on resolution. */
import type { AccountBlueprint } from "../../tiers/account/account-blueprint.ts";
import type { AvailableCloud } from "../../tiers/vocabulary.ts";
import type { AccountBaselineArgs, BaselineFacts } from "../../components/contracts.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";

interface CloudPlace {
  readonly account: string;
  readonly regions: readonly [home: string, ...string[]];
  readonly facts: BaselineFacts;
}

const PLACES = {
  aws: { account: "111122223333", regions: ["eu-west-1", "eu-central-1"], facts: {} },
  azure: {
    account: "11111111-2222-3333-4444-555555555555",
    regions: ["westeurope", "northeurope"],
    facts: { directoryId: "99999999-8888-7777-6666-555555555555" },
  },
  gcp: {
    account: "acme-production",
    regions: ["europe-west1", "europe-west4"],
    facts: {
      projectNumber: "123456789012",
      logEncryptionAgent: "cmek-p123456789012@gcp-sa-logging.iam.gserviceaccount.com",
    },
  },
} as const satisfies Record<AvailableCloud, CloudPlace>;

/** The account `acme` of a cloud, guarding two regions. */
export function accountFixture(cloud: AvailableCloud): AccountBlueprint {
  const { account, regions } = PLACES[cloud];
  const [region] = regions;
  return {
    stack: {
      name: "account-acme",
      accountName: "acme",
      cloud,
      region,
      account,
      jurisdiction: "eu",
      frameworks: ["hipaa"],
      deletionProtection: true,
      fipsEndpoints: false,
      contacts: { owner: "platform@acme.example", security: "security@acme.example" },
    },
    labels: {
      tenant: "account",
      tier: "account-baseline",
      environment: "acme",
      region,
      owner: "platform-acme-example",
      "managed-by": "leasehold",
    },
    baseline: {
      guardedRegions: regions,
      key: { rotationDays: 365, deletionWindowDays: 30 },
      audit: { retentionDays: 2190, lockMode: "governance", searchableDays: 90 },
      detection: { repeatMinutes: 15, leastSeverity: "medium", snapshotHours: 24 },
      passwords: { minimumLength: 14, maximumAgeDays: 90, remembered: 24 },
      scope: "account",
      securityContact: { email: "security@acme.example", telephone: "+353 1 555 0100" },
    },
  };
}

/** What the component of a baseline is told. */
export function accountArgs(blueprint: AccountBlueprint, lifecycle: Lifecycle = "protected"): AccountBaselineArgs {
  const { stack, labels, baseline } = blueprint;
  return { stack, labels, lifecycle, facts: PLACES[stack.cloud].facts, spec: baseline };
}
