/** Records the baseline of acme's account on AWS. */
import { AwsAccountBaseline } from "../../components/aws/account-baseline.ts";
import { createProviders } from "../../components/aws/provider.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import type { AccountBlueprint } from "../../tiers/account/account-blueprint.ts";
import { accountArgs, accountFixture } from "./account-blueprints.ts";
import { record } from "./recorded-registrations.ts";
import type { Recording, Registration } from "./recorded-registrations.ts";

export function recordBaseline(
  blueprint: AccountBlueprint = accountFixture("aws"),
  lifecycle?: Lifecycle,
): Promise<Recording<AwsAccountBaseline>> {
  return record(
    () =>
      new AwsAccountBaseline("account-acme-baseline", accountArgs(blueprint, lifecycle), {
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
