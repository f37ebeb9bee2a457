/** Records everything that the stack of an example tenant registers, without engine and cloud. */
import { dirname } from "node:path";
import { loadCloud } from "../../components/registry.ts";
import { baselineOf } from "../../stacks/account-files.ts";
import { chooseLifecycle } from "../../stacks/lifecycle.ts";
import { stackOutputs, type StackOutputs } from "../../stacks/outputs.ts";
import { dateSecrets, scheduleSecrets } from "../../stacks/secret-dates.ts";
import { readTenant } from "../../stacks/tenant-files.ts";
import { TenantStack } from "../../stacks/tenant-stack.ts";
import type { Floors } from "../../tiers/floors.ts";
import { resolve } from "../../tiers/resolve.ts";
import { parseStackName } from "../../tiers/stack-name.ts";
import { EXAMPLE_ANSWERS, EXAMPLE_DAY, exampleFacts } from "../../stacks/render/example-place.ts";
import { record, type Recording } from "./recorded-registrations.ts";

export const PROJECT_ROOT = dirname(dirname(import.meta.dirname));

/** The whole stack as `stacks/index.ts` builds it, with account facts as the simulated cloud would give them. */
export async function recordStack(name: string, floors?: Floors): Promise<Recording<StackOutputs>> {
  const { tenant, environment } = parseStackName(name);
  if (environment === "disaster-recovery") throw new RangeError(`${name} follows another stack: recordRecoveryStack`);
  const { spec } = readTenant(PROJECT_ROOT, tenant);
  const resolution = resolve({ spec, environment, ...(floors === undefined ? {} : { floors }) });
  const { blueprint } = resolution;
  const cloud = await loadCloud(blueprint.stack.cloud);
  const facts = exampleFacts(blueprint.stack);
  const { secrets } = blueprint.secrets;
  const secretDates = dateSecrets(secrets, undefined, EXAMPLE_DAY);
  const schedules = scheduleSecrets(secrets, secretDates, EXAMPLE_DAY);
  return record(
    () => {
      const providers = cloud.createProviders(blueprint);
      const stack = new TenantStack(
        name,
        { blueprint, facts, cloud, lifecycle: chooseLifecycle(blueprint.stack), schedules },
        { providers },
      );
      const { floors: kept, gaps } = resolution;
      const accountBaseline = baselineOf(PROJECT_ROOT, spec.cloud, facts.account);
      return stackOutputs(blueprint, stack, { floors: kept, gaps, facts, secretDates, accountBaseline });
    },
    { stack: name, answers: EXAMPLE_ANSWERS },
  );
}
