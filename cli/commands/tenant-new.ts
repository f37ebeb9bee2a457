import { existsSync, writeFileSync } from "node:fs";
import { resolve as resolvePath } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { dump } from "js-yaml";
import { readTenant, tenantFile, tenantIds } from "../../stacks/tenant-files.ts";
import { freeBlock } from "../../tiers/address-plan.ts";
import type { StackSpec } from "../../tiers/blueprint.ts";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { resolve } from "../../tiers/resolve.ts";
import { InvalidInput, type Problem } from "../../tiers/problem.ts";
import { addressClaims } from "../../tiers/tenant-rules.ts";
import { environmentsOf } from "../../tiers/tenant-spec.ts";
import { CLOUDS, ENVIRONMENTS, FRAMEWORKS, TIERS } from "../../tiers/vocabulary.ts";
import type { Context } from "../context.ts";
import { CommandFailed, EXIT } from "../exit-codes.ts";
import { writeAccount } from "../new-account.ts";
import { tellProblems } from "../problems.ts";
import { unique } from "../tenant-checks.ts";

interface NewTenantOptions {
  readonly name?: string;
  readonly tier: string;
  readonly cloud: string;
  readonly region: string;
  readonly account: string;
  readonly owner: string;
  readonly security?: string;
  readonly billing?: string;
  readonly framework: readonly string[];
  readonly residency: readonly string[];
  readonly environment: readonly string[];
  readonly pool: string;
  readonly prefixLength: number;
}

const several = (value: string, before: readonly string[]): string[] => [...before, value];

/**
 * `leasehold tenant new <id>`: writes a tenant file with a free address block, and where the tier gives an account of its own
 * the account's file too; checked before it is written.
 */
export function addTenantNew(program: Command, context: Context): void {
  program
    .command("tenant")
    .description("tenant files")
    .command("new")
    .description("write the file of a new tenant, with a free address block")
    .argument("<id>", "id of the tenant: 3 to 24 characters, a-z, 0-9 and -")
    .option("--name <name>", "the customer's name for people; default: the id")
    .addOption(new Option("--tier <tier>", TIERS.join(", ")).default("standard"))
    .addOption(new Option("--cloud <cloud>", CLOUDS.join(", ")).default("aws"))
    .requiredOption("--region <region>", "home region, e.g. eu-west-1")
    .requiredOption("--account <account>", "account, subscription or project id")
    .requiredOption("--owner <e-mail>", "who answers for the tenant")
    .option("--security <e-mail>", "who is told of threats; default: the owner")
    .option("--billing <e-mail>", "who is told when the budget alarm rings; default: the owner")
    .option("--framework <framework>", `${FRAMEWORKS.join(", ")}; may be repeated`, several, [])
    .option("--residency <jurisdiction>", "where data may lie, e.g. eu; may be repeated", several, [])
    .option(
      "--environment <environment>",
      `${ENVIRONMENTS.join(", ")}; may be repeated; default: production`,
      several,
      [],
    )
    .option("--pool <cidr>", "where to look for a free address block", "10.0.0.0/8")
    .option("--prefix-length <number>", "size of the block: 18 holds four environments, 17 all five", wholeNumber, 18)
    .action((id: string, options: NewTenantOptions) => newTenant(context, id, options));
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError("expected a whole number");
  return Number(value);
}

function newTenant(context: Context, id: string, options: NewTenantOptions): void {
  const file = tenantFile(context.projectRoot, id);
  const path = resolvePath(context.projectRoot, file);
  if (existsSync(path))
    throw new CommandFailed(EXIT.invalidInput, `${file}: exists already; choose another id or edit it`);

  const block =
    options.tier === "free"
      ? undefined
      : freeBlock(blocksInUse(context.projectRoot, options), options.pool, options.prefixLength);
  const text = tenantText(id, options, block);
  const { warnings, stacks } = checkText(text, file);
  tellProblems(context.terminal, warnings, "warning");
  // Exclusive: a second `tenant new` at the same moment must not overwrite the first.
  writeFileSync(path, text, { flag: "wx" });
  const account = writeAccount(context.projectRoot, id, stacks, options.residency);
  if (account !== undefined) tellProblems(context.terminal, account.warnings, "warning");

  const stack = `${id}-${options.environment[0] ?? "production"}`;
  const look = `look at it with \`npx leasehold explain ${stack}\``;
  const attempt = block === undefined ? "" : `, try it with \`npx leasehold up ${stack} --sandbox\``;
  context.terminal.print(`wrote ${file}${block === undefined ? "" : `, address block ${block}`}`);
  if (account !== undefined)
    context.terminal.print(
      `wrote ${account.file}: the account's baseline, \`npx leasehold up ${account.stack} --sandbox\``,
    );
  context.terminal.print(`next: ${look}${attempt}`);
  context.finish(EXIT.done);
}

/**
 * @returns warnings, and the stacks that the file describes
 * @throws InvalidInput with all problems, without places in a file that is not written yet
 */
function checkText(
  text: string,
  file: string,
): { readonly warnings: readonly Problem[]; readonly stacks: readonly StackSpec[] } {
  try {
    const { spec, warnings } = parseTenant(text, file);
    const resolved = environmentsOf(spec).map((environment) => resolve({ spec, environment }));
    return {
      warnings: unique([...warnings, ...resolved.flatMap((each) => each.warnings)]),
      stacks: resolved.map(({ blueprint }) => blueprint.stack),
    };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(error.problems.map(({ code, path, message }) => ({ code, path, message })));
  }
}

/** Blocks of the tenants that share cloud and region, as a standby too: those must not overlap. */
function blocksInUse(projectRoot: string, { cloud, region }: NewTenantOptions): string[] {
  return tenantIds(projectRoot)
    .flatMap((id) => addressClaims(readTenant(projectRoot, id).spec))
    .filter((claim) => claim.cloud === cloud && claim.region === region)
    .map((claim) => claim.block.cidr);
}

function tenantText(id: string, options: NewTenantOptions, block: string | undefined): string {
  const environments = options.environment.length === 0 ? ["production"] : options.environment;
  const file = {
    tenant: id,
    name: options.name ?? id,
    tier: options.tier,
    cloud: options.cloud,
    region: options.region,
    account: options.account,
    ...(options.framework.length === 0 ? {} : { frameworks: options.framework }),
    ...(options.residency.length === 0 ? {} : { residency: options.residency }),
    contacts: {
      owner: options.owner,
      security: options.security ?? options.owner,
      billing: options.billing ?? options.owner,
    },
    ...(block === undefined ? {} : { network: { cidr: block } }),
    environments: Object.fromEntries(environments.map((environment) => [environment, {}])),
  };
  const schema = "# yaml-language-server: $schema=../../tiers/schema/tenant.schema.json";
  return `${schema}\n${dump(file, { lineWidth: 120 })}`;
}
