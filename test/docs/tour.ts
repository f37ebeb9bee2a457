/** The README's tour as steps: what the reader edits, what the reader runs, and which lines of the answer are shown. */

export interface Edit {
  /** Relative to the checkout. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface TourCommand {
  /** Arguments of `leasehold`. */
  readonly args: readonly string[];
  /** As the README shows it, where the reader types something else. */
  readonly shown?: string;
  /** Default: 0. */
  readonly exitCode?: number;
}

export interface TourStep {
  /** Name of the screen in the page; absent: run only. */
  readonly screen?: string;
  /** Default: README.md. */
  readonly page?: string;
  /** Files to write, by their path in the checkout. */
  readonly files?: Readonly<Record<string, string>>;
  readonly edits?: readonly Edit[];
  readonly commands: readonly TourCommand[];
  /** Lines to show; default: all. */
  readonly only?: RegExp;
}

const STACK = "acme-production";
const TENANT = "stacks/tenants/acme.yaml";
const CODE = "tiers/resolve/database.ts";
const PUBLIC_ACCESS =
  ".sandbox/clouds/aws/111122223333/eu-west-1/s3/BucketPublicAccessBlock/acme-production-data-111122223333-eu-west-1.json";

const preview = { args: ["preview", STACK, "--sandbox"] };
const up = { args: ["up", STACK, "--sandbox"] };

const oneMoreReader: Edit = { file: TENANT, from: "{ storageGib: 1500 }", to: "{ storageGib: 1500, readers: 2 }" };
const higherTier: Edit = { file: TENANT, from: "tier: premium", to: "tier: enterprise" };
const moreForStaging: Edit = { file: TENANT, from: "{ storageGib: 200 }", to: "{ storageGib: 500 }" };
const otherDatabaseName: Edit = { file: CODE, from: 'fixed("app"', to: 'fixed("shop"' };
const openBucket: Edit = { file: PUBLIC_ACCESS, from: '"blockPublicPolicy": true', to: '"blockPublicPolicy": false' };

/** The machine loses power when the database exists and nobody has recorded it. */
const powerCut = { fault: "crash-after-create", type: "aws:rds/cluster:Cluster" };

/** In the order of the README, then of docs/sandbox.md. */
export const TOUR: readonly TourStep[] = [
  { screen: "start", commands: [{ ...up, shown: "npm start" }] },
  {
    screen: "one-more-reader",
    edits: [oneMoreReader],
    commands: [preview, up],
    only: /^(create|acme-production)/,
  },
  {
    screen: "higher-tier",
    edits: [undo(oneMoreReader), higherTier, moreForStaging],
    commands: [preview, up],
    only: /aws:rds\/(cluster|clusterInstance|globalCluster):|-objects-audit aws:|^acme-production/,
  },
  { edits: [undo(higherTier), undo(moreForStaging)], commands: [up] },
  { screen: "drift", edits: [openBucket], commands: [{ args: ["refresh", STACK, "--sandbox"] }, preview] },
  { commands: [up] },
  {
    screen: "lost-database",
    edits: [otherDatabaseName],
    commands: [{ ...up, exitCode: 3 }],
  },
  {
    screen: "decommission",
    edits: [undo(otherDatabaseName)],
    commands: [{ args: ["decommission", STACK, "--sandbox", "--confirm", STACK] }],
    only: /decommissioned|snapshot of .*-database-cluster|-database-final-|-keys-data aws:|^    mrk-.*0b5bcc15f$|-objects-data aws:|production-data-\d{12}-eu-west-1 |settings that/,
  },
  { commands: [{ args: ["sandbox", "reset"] }] },
  {
    files: { ".sandbox/clouds/faults.json": JSON.stringify([powerCut]) },
    commands: [{ ...up, exitCode: 1 }],
  },
  {
    screen: "crash",
    page: "docs/sandbox.md",
    commands: [up],
    only: /-database-cluster:|^acme-production is up/,
  },
];

function undo({ file, from, to }: Edit): Edit {
  return { file, from: to, to: from };
}
