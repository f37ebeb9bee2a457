import { existsSync, writeFileSync } from "node:fs";
import { resolve as resolvePath } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { readTenant, tenantFile, tenantIds } from "../../stacks/tenant-files.ts";
import { freeBlock } from "../../tiers/address-plan.ts";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { resolve } from "../../tiers/resolve.ts";
import { InvalidInput, type Problem } from "../../tiers/problem.ts";
import { addressClaims } from "../../tiers/tenant-rules.ts";
import { environmentsOf } from "../../tiers/tenant-spec.ts";
import { CLOUDS, ENVIRONMENTS, FRAMEWORKS, TIERS } from "../../tiers/vocabulary.ts";
import type { Context } from "../context.ts";
import { CommandFailed, EXIT } from "../exit-codes.ts";
import { planAccount, writeAccount } from "../new-account.ts";
import { tenantText, withFlag, type NewTenantOptions } from "../new-tenant-text.ts";
import { tellWarnings } from "../problems.ts";
import { unique } from "../tenant-checks.ts";

const several = (value: string, before: readonly string[]): string[] => [...before, value];

/** `<name>=<secretRef>`; which names there are is the schema's business. */
function channel(value: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [name = "", ...rest] = value.split("=");
  const secretRef = rest.join("=");
  if (name === "" || secretRef === "")
    throw new InvalidArgumentError("expected <name>=<secretRef> such as pagerduty=acme/pagerduty-key");
  if (before[name] !== undefined) throw new InvalidArgumentError(`expected each channel once, got ${name} twice`);
  return { ...before, [name]: secretRef };
}

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
    .option("--standby-region <region>", "where copies and replicas lie; default: the region's own standby")
    .requiredOption("--account <account>", "account, subscription or project id")
    .requiredOption("--owner <e-mail>", "who answers for the tenant")
    .option("--security <e-mail>", "who is told of threats; default: the owner")
    .option(
      "--security-telephone <number>",
      'number under which the cloud reaches the security contact, e.g. "+353 1 555 0100"; for the account\'s file',
    )
    .option("--billing <e-mail>", "who is told when the budget alarm rings; default: the owner")
    .option(
      "--channel <name=secretRef>",
      "slack, webhook, pagerduty, sms: where alerts go, and the name of the secret with the address; may be repeated",
      channel,
      {},
    )
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
  const { warnings, account } = check(context.projectRoot, id, text, options);
  tellWarnings(context.terminal, warnings);
  // Exclusive: a second `tenant new` at the same moment must not overwrite the first.
  writeFileSync(path, text, { flag: "wx" });
  if (account !== undefined) writeAccount(context.projectRoot, account);

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
 * Checks both files before either is written.
 * @returns warnings, and the file of the account where one is to be written
 * @throws InvalidInput with all problems, without places in a file that is not written yet, each with the flag that mends it
 */
function check(projectRoot: string, id: string, text: string, options: NewTenantOptions) {
  try {
    const { spec, warnings } = parseTenant(text, tenantFile(projectRoot, id));
    const resolved = environmentsOf(spec).map((environment) => resolve({ spec, environment }));
    const account = planAccount(
      projectRoot,
      id,
      resolved.map(({ blueprint }) => blueprint.stack),
      options,
    );
    return {
      warnings: [
        ...unique([...warnings, ...resolved.flatMap((each) => each.warnings)]),
        ...(account?.warnings.map(withFlag) ?? unusedTelephone(options)),
      ],
      account,
    };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(error.problems.map(withFlag));
  }
}

/** A number that nobody writes down would be missed by nobody. */
function unusedTelephone({ securityTelephone }: NewTenantOptions): Problem[] {
  if (securityTelephone === undefined) return [];
  const message =
    "got a number, expected none: no account file is written, since the tier shares its account or a file describes it already; write it into that file";
  return [{ code: "account-baseline", path: "--security-telephone", message }];
}

/** Blocks of the tenants that share cloud and region, as a standby too: those must not overlap. */
function blocksInUse(projectRoot: string, { cloud, region }: NewTenantOptions): string[] {
  return tenantIds(projectRoot)
    .flatMap((id) => addressClaims(readTenant(projectRoot, id).spec))
    .filter((claim) => claim.cloud === cloud && claim.region === region)
    .map((claim) => claim.block.cidr);
}
