/** Records the baseline of acme's account on a cloud. */
import { loadCloud } from "../../components/registry.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import type { AccountBlueprint } from "../../tiers/account/account-blueprint.ts";
import { accountArgs } from "./account-blueprints.ts";
import { record } from "./recorded-registrations.ts";
import type { Recording, Registration } from "./recorded-registrations.ts";

export type RecordedBaseline = Awaited<ReturnType<typeof recordBaseline>>;

export async function recordBaseline(blueprint: AccountBlueprint, lifecycle?: Lifecycle) {
  const { AccountBaseline, createProviders } = await loadCloud(blueprint.stack.cloud);
  return record(
    () =>
      new AccountBaseline("account-acme-baseline", accountArgs(blueprint, lifecycle), {
        providers: createProviders(blueprint),
      }),
    { stack: "account-acme" },
  );
}

/** The registration with this key. */
export function findInAccount({ registrations }: Recording<unknown>, key: string): Registration {
  const [found] = registrations.filter(({ name }) => name === `account-acme-baseline-${key}`);
  if (found === undefined) throw new Error(`nothing is named ${key}`);
  return found;
}
