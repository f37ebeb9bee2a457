/**
 * What a schema cannot say about one tenant file: keys that must fit each other, the file's name, the cloud's own forms.
 * Rules see only what the schema has accepted, so all problems of a file come at once, each value with one problem.
 */
import { ACCOUNT_FORMS } from "./account-forms.ts";
import { listOf, nearest } from "./nearest.ts";
import { declaredIn } from "./partial-tenant.ts";
import type { PartialTenantFile, Report } from "./partial-tenant.ts";
import { isHome, regionOf, regionsOf } from "./regions.ts";
import type { Region } from "./regions.ts";
import { showText } from "./show-value.ts";
import { checkBlocks } from "./tenant-block-rules.ts";
import { checkTrust } from "./trust-file-rules.ts";
import type { ValuePath } from "./value-path.ts";
import { ENVIRONMENTS } from "./vocabulary.ts";
import type { Cloud } from "./vocabulary.ts";

/** Checks everything that one file can be judged by alone. */
export function checkTenantFile(file: PartialTenantFile, fileName: string, report: Report): void {
  checkId(file, fileName, report);
  checkAccounts(file, report);
  checkLists(file, report);
  checkRegions(file, report);
  checkEnvironments(file, report);
  checkBlocks(file, report);
  checkTrust(file, report);
}

/** Ids that other kinds of stack need; `acme-production` would make `acme-production-staging` readable in two ways. */
const RESERVED_PREFIXES = ["cell-", "account-"] as const;

function checkId({ tenant }: PartialTenantFile, fileName: string, report: Report): void {
  if (tenant === undefined) return;
  const prefix = RESERVED_PREFIXES.find((reserved) => `${tenant}-`.startsWith(reserved));
  const suffix = ENVIRONMENTS.find((environment) => tenant.endsWith(`-${environment}`));
  const baseName = fileName.slice(Math.max(fileName.lastIndexOf("/"), fileName.lastIndexOf("\\")) + 1);
  if (prefix !== undefined) {
    const expected = `expected an id that does not start with ${prefix} (other kinds of stack do)`;
    report("tenant-id", ["tenant"], `got ${tenant}, ${expected}; choose another id`);
  } else if (suffix !== undefined) {
    const expected = `expected an id that does not end with -${suffix} (a stack's name ends with its environment)`;
    report("tenant-id", ["tenant"], `got ${tenant}, ${expected}; choose another id`);
  } else if (baseName !== `${tenant}.yaml`) {
    const message = `got ${tenant} in the file ${baseName}, expected the id to be the file's name; rename the file to ${tenant}.yaml or correct the id`;
    report("tenant-file-name", ["tenant"], message);
  }
}

function checkAccounts({ cloud, account, environments }: PartialTenantFile, report: Report): void {
  if (cloud === undefined) return;
  const { form, expected } = ACCOUNT_FORMS[cloud];
  const check = (value: string | undefined, path: ValuePath): void => {
    if (value !== undefined && !form.test(value))
      report("account", path, `got ${showText(value)}, expected ${expected}`);
  };
  check(account, ["account"]);
  for (const name of ENVIRONMENTS) check(environments?.[name]?.account, ["environments", name, "account"]);
}

function checkLists({ frameworks, residency }: PartialTenantFile, report: Report): void {
  const lists: Readonly<Record<string, readonly string[] | undefined>> = { frameworks, residency };
  for (const [key, list = []] of Object.entries(lists)) {
    list.forEach((entry, index) => {
      if (list.indexOf(entry) < index) {
        report("duplicate-value", [key, index], `got ${entry} a second time, expected it once; remove it`);
      }
    });
  }
}

function checkRegions({ cloud, region, standbyRegion }: PartialTenantFile, report: Report): void {
  if (cloud !== undefined && regionsOf(cloud).length > 0) {
    checkRegion(cloud, region, "region", report);
    checkRegion(cloud, standbyRegion, "standbyRegion", report);
  }
  if (region !== undefined && region === standbyRegion) {
    const message = `got ${region}, expected another region than the home region; name one in the same jurisdiction or remove the key`;
    report("standby-region", ["standbyRegion"], message);
  }
}

function checkRegion(cloud: Cloud, id: string | undefined, key: "region" | "standbyRegion", report: Report): void {
  if (id === undefined) return;
  const region = regionOf(cloud, id);
  if (region === undefined) {
    const known = ids(regionsOf(cloud));
    const meant = nearest(id, known);
    const expected =
      meant === undefined ? `${listOf(known)}; choose one of them` : `a region of ${cloud}; did you mean ${meant}?`;
    report("region-unknown", [key], `got ${showText(id)}, expected ${expected}`);
  } else if (region.notOffered !== undefined) {
    report("region-unknown", [key], `got ${id}, expected a region that is offered; ${region.notOffered}`);
  } else if (key === "region" && region.standbyOnly !== undefined) {
    const others = regionsOf(cloud).filter((other) => isHome(other) && other.jurisdiction === region.jurisdiction);
    const choose = others.length === 0 ? "choose one in another country" : `choose ${listOf(ids(others.slice(0, 3)))}`;
    const message = `got ${id}, expected a region that a tenant can live in; it takes copies only: ${region.standbyOnly}; ${choose}`;
    report("region-unknown", [key], message);
  }
}

function ids(regions: readonly Region[]): string[] {
  return regions.map(({ id }) => id);
}

function checkEnvironments(file: PartialTenantFile, report: Report): void {
  if (file.environments === undefined) return;
  const declared = declaredIn(file);
  if (declared.length === 0) {
    report("missing-key", ["environments"], "got no environment, expected at least one; write production: {}");
  }
  if (declared.includes("disaster-recovery") && !declared.includes("production")) {
    const message = "got disaster-recovery without production, expected production beside it; add production: {}";
    report("missing-key", ["environments", "disaster-recovery"], message);
  }
}
