/** Whose stack it is: finds the tenant of a stack by its name and reads its frameworks. The pack's only look at tenants. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { load } from "js-yaml";
import { parseAccount } from "../tiers/account/parse-account.ts";
import {
  ACCOUNTS_BESIDE_TENANTS,
  ACCOUNTS_VARIABLE,
  TENANTS_FOLDER,
  TENANTS_VARIABLE,
} from "../tiers/input-folders.ts";
import { parseTenant } from "../tiers/parse-tenant.ts";
import { allowedJurisdictions } from "../tiers/residency-limits.ts";
import { accountStackName, parseAccountStackName, parseStackName } from "../tiers/stack-name.ts";
import type { TenantSpec } from "../tiers/tenant-spec.ts";
import { FRAMEWORKS, type Environment, type Framework, type Tier } from "../tiers/vocabulary.ts";
import type { Context } from "./context.ts";
import type { Settings } from "./settings.ts";
import { resolveThresholds } from "./thresholds.ts";

const DEFAULT_PORTS: readonly number[] = [80, 443];

/** Frameworks that law or contract enforces with penalties: a medium failure stops their tenants. */
const REGULATED: readonly Framework[] = ["hipaa", "sox", "pci-dss", "fedramp"];
/** The tier that promises the most is judged as strictly, whatever its frameworks. */
const REGULATED_TIERS: readonly Tier[] = ["enterprise-plus"];
const PRODUCTION: readonly Environment[] = ["production", "disaster-recovery"];

/** Folder of the project that the pack lies in. */
export const PACK_PROJECT = dirname(import.meta.dirname);

/**
 * What a stack is judged by.
 * @param stack name of the stack, from a URN: inside a pack the program's own configuration is not visible
 * @param project name of the project, from the same URN
 * @throws InvalidInput when the tenant's file has problems: a stack whose frameworks cannot be read is not judged by guess
 */
export function contextOf(stack: string, project: string, settings: Settings): Context {
  const root = settings.projectRoot ?? PACK_PROJECT;
  const base = {
    stack,
    approvedPorts: settings.approvedPorts ?? DEFAULT_PORTS,
    approvedRegistries: settings.approvedRegistries ?? [],
  };
  if (!isProject(root, project)) {
    const { production = true, residency } = settings;
    const places = residency === undefined ? {} : { residency };
    return { ...base, kind: "foreign", production, ...places, ...strictness(settings.frameworks ?? []) };
  }
  if (accountOf(stack) !== undefined) return accountContext(base, root, stack, settings);
  return tenantContext(base, root, stack, settings);
}

type Base = Pick<Context, "stack" | "approvedPorts" | "approvedRegistries">;

/** An account's baseline is judged by the frameworks of its own file, and by every one of the tenants in the account. */
function accountContext(base: Base, root: string, stack: string, settings: Settings): Context {
  const file = join(accountsFolder(root), `${accountOf(stack) ?? ""}.yaml`);
  const account = existsSync(file) ? parseAccount(readFileSync(file, "utf8"), relative(root, file)) : undefined;
  const tenants = account === undefined ? [] : tenantsIn(root, account.id);
  const asked = [account, ...tenants].flatMap((one) => one?.frameworks ?? []);
  const tiers = tenants.map(({ tier }) => tier);
  const residency = account === undefined ? undefined : allowedJurisdictions(account);
  return {
    ...base,
    kind: "account",
    production: true,
    ...(residency === undefined ? {} : { residency }),
    ...(account === undefined ? {} : { accountBaseline: base.stack }),
    ...strictness([...asked, ...(settings.frameworks ?? [])], tiers),
  };
}

function tenantContext(base: Base, root: string, stack: string, settings: Settings): Context {
  const identity = identityOf(stack);
  const spec = identity === undefined ? undefined : readTenant(root, identity.tenant);
  const frameworks = [...(spec?.frameworks ?? []), ...(settings.frameworks ?? [])];
  const environment = identity?.environment;
  const residency = spec === undefined ? undefined : allowedJurisdictions(spec);
  const baseline = spec === undefined || environment === undefined ? undefined : baselineOf(root, spec, environment);
  return {
    ...base,
    kind: "tenant",
    ...(identity === undefined ? {} : identity),
    // An environment that the tenant's file does not name is nobody's: judged by its frameworks, and by no tier's promises.
    ...(environment === undefined || spec?.environments[environment] === undefined ? {} : { tier: spec.tier }),
    production: environment === undefined || PRODUCTION.includes(environment),
    ...(residency === undefined ? {} : { residency }),
    ...(baseline === undefined ? {} : { accountBaseline: baseline }),
    ...strictness(frameworks, spec === undefined ? [] : [spec.tier]),
  };
}

function strictness(
  asked: readonly string[],
  tiers: readonly Tier[] = [],
): Pick<Context, "frameworks" | "regulated" | "thresholds"> {
  const frameworks = FRAMEWORKS.filter((framework) => asked.includes(framework)).toSorted();
  return {
    frameworks,
    regulated:
      frameworks.some((framework) => REGULATED.includes(framework)) ||
      tiers.some((tier) => REGULATED_TIERS.includes(tier)),
    thresholds: resolveThresholds(frameworks),
  };
}

/** Whether a URN's project is the one in this folder. */
function isProject(root: string, project: string): boolean {
  const file = join(root, "Pulumi.yaml");
  if (!existsSync(file)) return false;
  const content: unknown = load(readFileSync(file, "utf8"));
  return typeof content === "object" && content !== null && "name" in content && content.name === project;
}

function accountOf(stack: string): string | undefined {
  try {
    return parseAccountStackName(stack);
  } catch {
    return undefined;
  }
}

function identityOf(stack: string): { readonly tenant: string; readonly environment: Environment } | undefined {
  try {
    return parseStackName(stack);
  } catch {
    return undefined;
  }
}

function tenantsFolder(root: string): string {
  return resolve(root, process.env[TENANTS_VARIABLE] ?? TENANTS_FOLDER);
}

function accountsFolder(root: string): string {
  const named = process.env[ACCOUNTS_VARIABLE];
  return named === undefined ? resolve(tenantsFolder(root), ACCOUNTS_BESIDE_TENANTS) : resolve(root, named);
}

function readTenant(root: string, tenant: string): TenantSpec | undefined {
  const file = join(tenantsFolder(root), `${tenant}.yaml`);
  return existsSync(file) ? parseTenant(readFileSync(file, "utf8"), relative(root, file)).spec : undefined;
}

/** Tenants with an environment in an account. Files that do not name its id need not be parsed. */
function tenantsIn(root: string, account: string): TenantSpec[] {
  const folder = tenantsFolder(root);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml") && readFileSync(join(folder, file), "utf8").includes(account))
    .flatMap((file) => readTenant(root, basename(file, ".yaml")) ?? [])
    .filter((spec) => accountsOf(spec).includes(account));
}

function accountsOf({ account, environments }: TenantSpec): (string | undefined)[] {
  return [account, ...Object.values(environments).map((environment) => environment.account)];
}

/** Name of the baseline stack of the account that an environment lies in. */
function baselineOf(root: string, spec: TenantSpec, environment: Environment): string | undefined {
  const id = spec.environments[environment]?.account ?? spec.account;
  const folder = accountsFolder(root);
  if (!existsSync(folder)) return undefined;
  const file = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .find((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      return text.includes(id) && parseAccount(text, relative(root, join(folder, name))).id === id;
    });
  return file === undefined ? undefined : accountStackName(basename(file, ".yaml"));
}
