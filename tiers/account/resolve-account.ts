/** From what an account file says to everything its stack is, and where each leaf comes from. Pure and deterministic. */
import { factListed } from "../fact-lists.ts";
import { frameworkDefinition, frameworksOf } from "../frameworks.ts";
import { labelValue } from "../labels.ts";
import { listOf } from "../nearest.ts";
import { InvalidInput } from "../problem.ts";
import type { Problem } from "../problem.ts";
import { jurisdictionAllows, regionOf } from "../regions.ts";
import type { Region } from "../regions.ts";
import { residencyLimits } from "../residency-limits.ts";
import { decisionsUnder, Leaf, plainOf } from "../sourced.ts";
import type { Absent, Sourced } from "../sourced.ts";
import type { Decision } from "../decision.ts";
import type { StackLabels } from "../stack-spec.ts";
import { accountStackName } from "../stack-name.ts";
import type { Framework } from "../vocabulary.ts";
import type {
  AccountBaselineSpec,
  AccountBlueprint,
  AccountStackSpec,
  SecurityContactSpec,
} from "./account-blueprint.ts";
import { nextAccountFloors } from "./account-floors.ts";
import type { AccountFloors } from "./account-floors.ts";
import { fixed, problemOf, said } from "./account-leaves.ts";
import type { Refuse } from "./account-leaves.ts";
import type { AccountSpec } from "./account-spec.ts";
import { resolveAudit } from "./resolve-account-audit.ts";

/** Everything that is decided about one account stack. */
export interface AccountResolution {
  /** Plain and deeply frozen. */
  readonly blueprint: AccountBlueprint;
  /** One per leaf; also what is absent, as `null`. */
  readonly decisions: readonly Decision[];
  readonly warnings: readonly Problem[];
  /** To be written as an output. */
  readonly floors: AccountFloors;
}

/**
 * Resolves one account.
 * @param floors what the stack itself said at its last `up`; undefined before the first
 * @throws InvalidInput with every problem: residency, retention, floors
 */
export function resolveAccount(spec: AccountSpec, floors?: AccountFloors): AccountResolution {
  const problems: Problem[] = [];
  // Of two things wrong with one value the first is said: mending it may mend the other.
  const refuse: Refuse = (code, path, message) => {
    if (problems.every((known) => known.path !== path)) problems.push(problemOf(spec, code, path, message));
  };
  checkFloors(spec, floors, refuse);
  checkResidency(spec, refuse);
  const home = regionOf(spec.cloud, spec.region);
  if (home === undefined) throw new RangeError(`account ${spec.account} names region ${spec.region}, which is unknown`);
  const frameworks = frameworksOf(spec);
  const stack = resolveStack(spec, home, frameworks, refuse);
  const tree = { stack, labels: resolveLabels(spec), baseline: resolveBaseline(spec, frameworks, floors, refuse) };
  if (problems.length > 0) throw new InvalidInput(problems);
  const blueprint = plainOf<AccountBlueprint>(tree);
  if (blueprint === null) throw new Error("an account always has a blueprint");
  return {
    blueprint,
    decisions: decisionsUnder(tree, ""),
    warnings: warningsOf(spec),
    floors: nextAccountFloors(blueprint),
  };
}

/** Another account or home region would leave the records behind and begin others. */
function checkFloors(spec: AccountSpec, floors: AccountFloors | undefined, refuse: Refuse): void {
  if (floors === undefined) return;
  const fixed = [
    ["id", spec.id, floors.account],
    ["region", spec.region, floors.region],
  ] as const;
  for (const [path, wanted, first] of fixed) {
    if (wanted === first) continue;
    refuse(
      "floor",
      path,
      `got ${wanted}, expected ${first} as at the first up: the records lie there; write ${first}, or another account file`,
    );
  }
}

/** Where the records may lie: what the file says, else what the frameworks take when nothing is said. */
function checkResidency(spec: AccountSpec, refuse: Refuse): void {
  const limits = residencyLimits(spec);
  const places = [
    ["region", spec.region] as const,
    ...(spec.regions ?? []).map((id, index) => [`regions[${index}]`, id] as const),
  ];
  for (const [path, id] of places) {
    const region = regionOf(spec.cloud, id);
    const limit = region && limits.find(({ jurisdictions }) => !jurisdictionAllows(jurisdictions, region));
    if (region === undefined || limit === undefined) continue;
    refuse(
      "residency",
      path,
      `got ${id} in ${region.jurisdiction}, expected a region in ${listOf(limit.jurisdictions)} for ${limit.source}; choose another, or ${limit.wayOut}`,
    );
  }
}

function resolveStack(
  spec: AccountSpec,
  home: Region,
  frameworks: readonly Framework[],
  refuse: Refuse,
): Sourced<AccountStackSpec> {
  return {
    name: new Leaf(accountStackName(spec.account), "stack name"),
    accountName: said(spec, "account", spec.account),
    cloud: said(spec, "cloud", spec.cloud),
    region: said(spec, "region", spec.region),
    account: said(spec, "id", spec.id),
    jurisdiction: new Leaf(home.jurisdiction, `region ${home.id}`, { note: home.place, at: home.at, basis: "own" }),
    frameworks:
      frameworks.length === 0
        ? fixed<readonly Framework[]>([], "the file names none")
        : said<readonly Framework[]>(spec, "frameworks", frameworks),
    deletionProtection: fixed(true, "what is recorded here is evidence"),
    fipsEndpoints: resolveFips(spec, frameworks, refuse),
    contacts: {
      owner: said(spec, "contacts.owner", spec.contacts.owner),
      security: said(spec, "contacts.security", spec.contacts.security),
    },
  };
}

/** Which frameworks ask for FIPS endpoints stands with their other demands. */
function resolveFips(spec: AccountSpec, frameworks: readonly Framework[], refuse: Refuse): Leaf<boolean> {
  const asking = frameworks.find((framework) =>
    frameworkDefinition(framework).constraints.some(
      (constraint) =>
        constraint.setting === "stack.fipsEndpoints" && "allowed" in constraint && constraint.allowed[0] === true,
    ),
  );
  if (asking === undefined) return fixed(false, "no framework asks for them");
  const regions = spec.cloud === "aws" ? factListed("fips.regions") : undefined;
  if (regions !== undefined && !regions.includes(spec.region)) {
    refuse(
      "infeasible",
      "region",
      `got ${spec.region}, expected a region with FIPS endpoints for framework ${asking} (fact fips.regions): ${listOf(regions)}; choose one of them, or remove framework ${asking}`,
    );
  }
  return new Leaf(true, `framework ${asking}`);
}

/**
 * The six labels of every resource: tenant and environment together are the stack's name, as everywhere. The account is no
 * tenant's: a tenant's principals are told by their label, and by this one kept out.
 */
function resolveLabels(spec: AccountSpec): Sourced<StackLabels> {
  const label = (leaf: Leaf<string>): Leaf<string> => leaf.derive(labelValue(leaf.value), "as a label");
  return {
    tenant: fixed("account", "no tenant's, and none may be called so"),
    tier: fixed("account-baseline", "an account has no tier"),
    environment: said(spec, "account", spec.account),
    region: label(said(spec, "region", spec.region)),
    owner: label(said(spec, "contacts.owner", spec.contacts.owner)),
    "managed-by": fixed("leasehold", "what made it"),
  };
}

function resolveBaseline(
  spec: AccountSpec,
  frameworks: readonly Framework[],
  floors: AccountFloors | undefined,
  refuse: Refuse,
): Sourced<AccountBaselineSpec> {
  const guarded = [spec.region, ...(spec.regions ?? [])];
  return {
    guardedRegions: said(spec, spec.regions === undefined ? "region" : "regions", guarded),
    key: {
      rotationDays: fixed(KEY_ROTATION_DAYS, "the longest that any framework takes"),
      deletionWindowDays: fixed(KEY_DELETION_WINDOW_DAYS, "the longest that every cloud offers: time to notice"),
    },
    audit: resolveAudit(spec, frameworks, floors, refuse),
    detection: {
      repeatMinutes: fixed(15, "the shortest offered: a person is reached within 15 minutes"),
      leastSeverity: fixed("medium", "what is low is looked at, not told"),
      snapshotHours: fixed(24, "changes are recorded as they happen; the snapshot only completes them"),
    },
    passwords: {
      minimumLength: fixed(14, "CIS AWS Foundations Benchmark 3.0, 1.8"),
      maximumAgeDays: fixed(90, "PCI DSS 4.0.1, 8.3.9"),
      remembered: fixed(24, "CIS AWS Foundations Benchmark 3.0, 1.9"),
    },
    scope:
      spec.organizationTrail === true
        ? said(spec, "organizationTrail", "organization")
        : fixed("account", "the file asks for no trail of the organization"),
    securityContact: resolveContact(spec),
  };
}

const KEY_ROTATION_DAYS = 365;
const KEY_DELETION_WINDOW_DAYS = 30;

function resolveContact(spec: AccountSpec): Sourced<SecurityContactSpec> | Absent {
  const telephone = spec.contacts.securityTelephone;
  if (telephone === undefined && spec.cloud === "aws")
    return new Leaf(null, "derived", { note: "AWS registers no contact without a telephone number" });
  return {
    email: said(spec, "contacts.security", spec.contacts.security),
    telephone:
      telephone === undefined
        ? new Leaf(null, "derived", { note: "the file names none" })
        : said(spec, "contacts.securityTelephone", telephone),
  };
}

function warningsOf(spec: AccountSpec): Problem[] {
  if (spec.cloud !== "aws" || spec.contacts.securityTelephone !== undefined) return [];
  const message =
    "got nothing, expected the telephone number of the security contact: AWS registers none without it and would call the account's owner; add contacts.securityTelephone";
  return [problemOf(spec, "account-baseline", "contacts.securityTelephone", message)];
}
