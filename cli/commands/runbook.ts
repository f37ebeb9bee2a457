import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { readTenant } from "../../stacks/tenant-files.ts";
import { listOf } from "../../tiers/nearest.ts";
import { resolve } from "../../tiers/resolve.ts";
import { stackName } from "../../tiers/stack-name.ts";
import { tierCatalogue } from "../../tiers/tier-catalogue.ts";
import type { TenantSpec } from "../../tiers/tenant-spec.ts";
import { isAvailable, TIERS } from "../../tiers/vocabulary.ts";
import type { Context } from "../context.ts";
import { CommandFailed, EXIT } from "../exit-codes.ts";
import { runbookMarkdown } from "../runbook/markdown.ts";
import { recoveryRunbook, recoveryScene } from "../runbook/recovery.ts";

/** `leasehold runbook <tenant>`: failover and fail-back of one tenant, as Markdown with the commands to copy. */
export function addRunbook(program: Command, context: Context): void {
  program
    .command("runbook")
    .description("write failover and fail-back of a tenant: who decides, the commands, how long, how to check")
    .argument("<tenant>", "id of a tenant with disaster recovery")
    .option("--out <file>", "write it there instead of to stdout")
    .action(async (tenant: string, options: { out?: string }) => {
      const text = await tenantRunbook(readTenant(context.projectRoot, tenant).spec);
      if (options.out === undefined) context.terminal.print(text.trimEnd());
      else {
        writeFileSync(options.out, text);
        context.terminal.print(`wrote ${options.out}`);
      }
      context.finish(EXIT.done);
    });
}

/**
 * The runbook of a tenant.
 * @throws CommandFailed (exit code 2) for a tenant without disaster recovery
 * @throws InvalidInput when the file cannot be used
 */
async function tenantRunbook(spec: TenantSpec): Promise<string> {
  const { tenant, cloud } = spec;
  const { blueprint: production } = resolve({ spec, environment: "production" });
  if (!production.backup.disasterRecovery)
    throw refusal(
      `${tenant} has no disaster recovery at tier ${spec.tier}; it comes with ${listOf(tiersWithRecovery())}`,
    );
  if (spec.environments["disaster-recovery"] === undefined)
    throw refusal(
      `${tenant} has no stack ${stackName(tenant, "disaster-recovery")}; add \`disaster-recovery: {}\` to its environments and bring it up`,
    );
  const { blueprint: standby } = resolve({ spec, environment: "disaster-recovery" });
  if (!isAvailable(cloud)) throw new RangeError(`cloud ${cloud} resolves and has no runbook`);
  return runbookMarkdown(recoveryRunbook(await recoveryScene(production, standby, cloud), cloud));
}

function tiersWithRecovery(): string[] {
  return TIERS.filter((tier) => tierCatalogue(tier).settings.backup.disasterRecovery);
}

function refusal(message: string): CommandFailed {
  return new CommandFailed(EXIT.invalidInput, message);
}
