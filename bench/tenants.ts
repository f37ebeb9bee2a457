/**
 * A fleet of tenant files for measurements: as long and as varied as those a person writes, no two alike, and valid as a
 * whole (no two tenants share addresses of a region). The same index gives the same file on every machine.
 */
import { Draw } from "./draw.ts";

/** A tenant file that nobody wrote. */
export interface GeneratedTenant {
  /** `<id>.yaml`. */
  readonly name: string;
  readonly text: string;
}

/** Tenants that find a block of their own: ten pairs of regions with 1,024 blocks of /18 in 10.0.0.0/8 each. */
export const MOST_TENANTS = 10_240;

/** Two regions under one law; no region occurs twice, so that equal blocks in two rows never meet. */
const REGION_PAIRS = [
  { regions: ["eu-west-1", "eu-central-1"], residency: "eu", frameworks: ["gdpr", "gdpr, soc-2", "gdpr, iso-27001"] },
  { regions: ["us-east-1", "us-west-2"], residency: "us", frameworks: ["soc-2", "hipaa, soc-2", "sox"] },
  { regions: ["ap-northeast-1", "ap-northeast-3"], residency: "jp", frameworks: ["iso-27001", "soc-2"] },
  { regions: ["ap-south-1", "ap-south-2"], residency: "in", frameworks: ["iso-27001", "pci-dss"] },
  { regions: ["ap-southeast-2", "ap-southeast-4"], residency: "au", frameworks: ["pci-dss, soc-2", "iso-27001"] },
  { regions: ["ca-central-1", "ca-west-1"], residency: "ca", frameworks: ["soc-2", "iso-27001, soc-2"] },
  { regions: ["eu-west-3", "eu-south-2"], residency: "eu", frameworks: ["gdpr", "gdpr, pci-dss"] },
  { regions: ["eu-north-1", "eu-south-1"], residency: "eu", frameworks: ["gdpr", "gdpr, sox, iso-27001"] },
  { regions: ["us-gov-west-1", "us-gov-east-1"], residency: "us-gov", frameworks: ["fedramp", "fedramp, soc-2"] },
  { regions: ["us-east-2"], residency: "us", frameworks: ["soc-2", "hipaa"] },
] as const;

/** Of twenty tenants; a SaaS company has many small customers and few large ones. */
const TIERS = [
  ...Array<"free">(2).fill("free"),
  ...Array<"standard">(7).fill("standard"),
  ...Array<"premium">(6).fill("premium"),
  ...Array<"enterprise">(3).fill("enterprise"),
  "enterprise-plus",
  "white-label",
] as const;

/** Overrides within each tier's ranges: `<section>: { … }` lines, of which a tenant has some. */
const OVERRIDES = {
  standard: [
    (draw) => `database: { storageGib: ${draw.integer(20, 200)}, readers: ${draw.integer(0, 1)} }`,
    (draw) => `backup: { pointInTimeDays: ${draw.integer(1, 35)} }`,
    (draw) => `monitoring: { logRetentionDays: ${draw.integer(90, 365)} }`,
    (draw) => `apiQuotas: { users: ${draw.integer(1000, 5000)} }`,
  ],
  premium: [
    (draw) => `database: { storageGib: ${draw.integer(100, 2000)}, maxConnections: ${draw.integer(500, 1000)} }`,
    (draw) => `cache: { memoryMib: ${draw.pick([2048, 4096, 8192])} }`,
    (draw) => `objects: { personalDataRetentionDays: ${draw.integer(365, 3650)} }`,
    (draw) => `budget: { alarmUsdPerMonth: ${draw.integer(250, 15_000)} }`,
  ],
  enterprise: [
    (draw) => `database: { storageGib: ${draw.integer(1000, 40_000)}, readers: ${draw.integer(2, 8)} }`,
    (draw) => `network: { egressAllowList: [198.51.100.${draw.integer(0, 255)}/32] } # the clearing house`,
    (draw) => `audit: { retentionDays: ${draw.integer(2555, 3650)} }`,
    (draw) => `monitoring: { traceSamplingPercent: ${draw.integer(1, 100)} }`,
  ],
} as const satisfies Record<string, readonly ((draw: Draw) => string)[]>;

/**
 * The tenant of an index.
 * @param index 0–{@link MOST_TENANTS} − 1
 * @throws RangeError beyond
 */
export function generateTenant(index: number): GeneratedTenant {
  if (!Number.isInteger(index) || index < 0 || index >= MOST_TENANTS) {
    throw new RangeError(`got tenant ${index}, expected 0–${MOST_TENANTS - 1}; there are no more address blocks`);
  }
  const draw = new Draw(`tenant ${index}`);
  const tier = draw.pick(TIERS);
  const id = `${draw.pick(NAMES)}-${index}`;
  const sections = tier === "free" ? freeTenant(index, id, draw) : dedicatedTenant(index, id, tier, draw);
  const paragraphs = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return { name: `${id}.yaml`, text: `${paragraphs.join("\n\n")}\n` };
}

const NAMES = ["acme", "globex", "initech", "hooli", "umbrella", "tyrell", "soylent", "vandelay", "wonka", "cyberdyne"];

type DedicatedTier = Exclude<(typeof TIERS)[number], "free">;

/** Lines between two empty ones. */
type Section = readonly string[];

function freeTenant(index: number, id: string, draw: Draw): readonly Section[] {
  const home = draw.pick(pairOf(index).regions);
  return [head(id, "free", home, draw), contacts(id), ["environments:", "  production: {}"]];
}

function dedicatedTenant(index: number, id: string, tier: DedicatedTier, draw: Draw): readonly Section[] {
  const { regions, residency, frameworks } = pairOf(index);
  const [home, standby] = draw.integer(0, 1) === 0 ? regions : [...regions].reverse();
  const small = tier === "standard";
  const channels = ["  channels:", `    slack: { secretRef: ${id}/slack-webhook } # stored as a secret, named here`];
  // Who is bound to a government partition is so by a framework; others may have none.
  const bound = draw.integer(0, 3) > 0 || residency === "us-gov";
  return [
    [...head(id, tier, home, draw), ...(small || standby === undefined ? [] : [`standbyRegion: ${standby}`])],
    [
      ...(bound ? [`frameworks: [${draw.pick(frameworks)}]`] : []),
      `residency: [${residency}] # data, replicas, backups, logs and keys stay there`,
    ],
    [...contacts(id), ...(small ? [] : channels)],
    workloads(id, residency === "us-gov" ? "aws-us-gov" : "aws", draw),
    ...networkAndEnvironments(Math.floor(index / REGION_PAIRS.length), small, draw),
    overrides(tier, draw),
    tier === "white-label" ? ["addOns:", `  whiteLabel: { domain: portal.${id}.example }`] : [],
  ];
}

function pairOf(index: number): (typeof REGION_PAIRS)[number] {
  // The table has as many rows as the remainder has values.
  return REGION_PAIRS[index % REGION_PAIRS.length] as (typeof REGION_PAIRS)[number];
}

function head(id: string, tier: string, region: string, draw: Draw): Section {
  return [
    "# yaml-language-server: $schema=../../tiers/schema/tenant.schema.json",
    `# ${id}: ${tier} in ${region}. Everything that is not said here is what the tier gives.`,
    `tenant: ${id}`,
    `name: The ${id} company`,
    `tier: ${tier}`,
    "cloud: aws",
    `region: ${region}`,
    `account: "${draw.integer(100_000, 999_999)}${draw.integer(100_000, 999_999)}" # in quotes: an account id is a name`,
  ];
}

function contacts(id: string): Section {
  return [
    "contacts:",
    `  owner: platform@${id}.example`,
    `  security: security@${id}.example`,
    `  billing: billing@${id}.example`,
  ];
}

function workloads(id: string, partition: string, draw: Draw): Section {
  const app =
    draw.integer(0, 1) === 0
      ? ["      serviceAccounts: [{ namespace: web, name: api }, { namespace: web, name: worker }]"]
      : [`      principals: ["arn:${partition}:iam::111122223333:role/${id}-web"]`];
  const migration = [
    "  migration:",
    "    trust:",
    "      tokenIssuers:",
    `        - issuer: https://ci.${id}.example`,
    `          subject: repository:${id}/studio:ref:refs/heads/main`,
    "          audience: sts.amazonaws.com",
  ];
  return [
    "# Who may assume which role. A workload without trust exists, but nobody can assume it.",
    "workloads:",
    "  app:",
    "    trust:",
    ...app,
    ...(draw.integer(0, 1) === 0 ? migration : ["  migration: {}"]),
    "  backup: {}",
  ];
}

/** A small tenant takes the first /20 of its /18; others share the /18 out, or keep its second half for test. */
function networkAndEnvironments(block: number, small: boolean, draw: Draw): readonly [Section, Section] {
  const first = block * 64;
  const address = (offset: number) => `10.${Math.floor(first / 256)}.${(first % 256) + offset}.0`;
  const network = (prefixLength: number): Section => [`network: { cidr: ${address(0)}/${prefixLength} }`];
  if (small && draw.integer(0, 1) === 0) return [network(20), ["environments:", "  production: {}"]];
  if (!small && draw.integer(0, 3) === 0) {
    const test = [
      "  test:",
      `    network: { cidr: ${address(32)}/20 }`,
      "    overrides:",
      `      monitoring: { logRetentionDays: ${draw.integer(180, 365)} }`,
    ];
    return [network(19), ["environments:", "  production: {}", ...test]];
  }
  const staging = ["  staging:", "    overrides:", `      database: { storageGib: ${draw.integer(1000, 2000)} }`];
  return [network(18), ["environments:", "  production: {}", ...(small ? [] : staging), "  development: {}"]];
}

function overrides(tier: DedicatedTier, draw: Draw): Section {
  const choices: readonly ((draw: Draw) => string)[] =
    tier === "standard" || tier === "premium" ? OVERRIDES[tier] : OVERRIDES.enterprise;
  const lines = choices.filter(() => draw.integer(0, 1) === 0).map((line) => `  ${line(draw)}`);
  return lines.length === 0 ? [] : ["overrides:", ...lines];
}
