/** Records everything that the stack of an example tenant registers, without engine and cloud. */
import { dirname } from "node:path";
import { loadCloud } from "../../components/registry.ts";
import { chooseLifecycle } from "../../stacks/lifecycle.ts";
import { stackOutputs, type StackOutputs } from "../../stacks/outputs.ts";
import { readTenant } from "../../stacks/tenant-files.ts";
import { TenantStack } from "../../stacks/tenant-stack.ts";
import type { Floors } from "../../tiers/floors.ts";
import { resolve } from "../../tiers/resolve.ts";
import { parseStackName } from "../../tiers/stack-name.ts";
import { record, type Recording } from "./recorded-registrations.ts";

export const PROJECT_ROOT = dirname(dirname(import.meta.dirname));

/** The whole stack as `stacks/index.ts` builds it, with account facts as the simulated cloud would give them. */
export async function recordStack(name: string, floors?: Floors): Promise<Recording<StackOutputs>> {
  const { tenant, environment } = parseStackName(name);
  const { spec } = readTenant(PROJECT_ROOT, tenant);
  const resolution = resolve({ spec, environment, ...(floors === undefined ? {} : { floors }) });
  const { blueprint } = resolution;
  const cloud = await loadCloud(blueprint.stack.cloud);
  const { region, account } = blueprint.stack;
  const facts = {
    account,
    zoneIds: { a: `${region}-az1`, b: `${region}-az2`, c: `${region}-az3` },
    zoneNames: { a: `${region}a`, b: `${region}b`, c: `${region}c` },
  };
  return record(
    () => {
      const providers = cloud.createProviders(blueprint);
      const stack = new TenantStack(
        name,
        { blueprint, facts, cloud, lifecycle: chooseLifecycle(blueprint.stack) },
        { providers },
      );
      return stackOutputs(blueprint, stack, { floors: resolution.floors, gaps: resolution.gaps, facts });
    },
    { stack: name },
  );
}
