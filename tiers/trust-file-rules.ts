/** Who is trusted, in the forms and numbers that the tenant's cloud takes. */
import { PRINCIPAL_FORMS } from "./account-forms.ts";
import { fact, factNumber } from "./feasibility.ts";
import type { PartialTenantFile, Report } from "./partial-tenant.ts";
import { showText } from "./show-value.ts";
import type { ValuePath } from "./value-path.ts";
import { WORKLOADS } from "./vocabulary.ts";
import type { Cloud } from "./vocabulary.ts";

type Trust = NonNullable<NonNullable<NonNullable<PartialTenantFile["workloads"]>[(typeof WORKLOADS)[number]]>["trust"]>;

/** Fact with the most token issuers of one role; absent where there is no such limit. */
const MOST_ISSUERS: Readonly<Partial<Record<Cloud, string>>> = { azure: "az.federatedCredentials" };

/** Checks the trust of every workload. */
export function checkTrust({ cloud, workloads }: PartialTenantFile, report: Report): void {
  if (cloud === undefined) return;
  for (const workload of WORKLOADS) {
    const trust = workloads?.[workload]?.trust;
    if (trust === undefined) continue;
    const path = ["workloads", workload, "trust"];
    checkPrincipals(cloud, trust, path, report);
    checkIssuers(cloud, trust, path, report);
  }
}

function checkPrincipals(cloud: Cloud, { principals = [] }: Trust, path: ValuePath, report: Report): void {
  const principalForm = PRINCIPAL_FORMS[cloud];
  if (principalForm === undefined) return;
  principals.forEach((principal, index) => {
    if (principalForm.form.test(principal)) return;
    const message = `got ${showText(principal)}, expected ${principalForm.expected}`;
    report("wrong-format", [...path, "principals", index], message);
  });
}

function checkIssuers(cloud: Cloud, { tokenIssuers = [] }: Trust, path: ValuePath, report: Report): void {
  tokenIssuers.forEach(({ subject }, index) => {
    if (!subject.includes("*")) return;
    const message = `got ${showText(subject)}, expected the whole subject, since it is compared letter by letter; name each one`;
    report("wrong-format", [...path, "tokenIssuers", index, "subject"], message);
  });
  const id = MOST_ISSUERS[cloud];
  if (id === undefined || tokenIssuers.length <= factNumber(id)) return;
  const message = `got ${tokenIssuers.length} token issuers, expected at most ${factNumber(id)} on ${cloud} (fact ${id}: ${fact(id).fact}); let one subject stand for several`;
  report("infeasible", [...path, "tokenIssuers"], message);
}
