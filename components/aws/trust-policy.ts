/** Who may assume a workload's role: only whom the tenant file names; everyone else, also in the same account, is refused. */
import * as pulumi from "@pulumi/pulumi";
import type { IdentitySpec, StackSpec, WorkloadSpec } from "../../tiers/blueprint.ts";
import { arnAt, stackArn } from "./arn.ts";
import { plainPolicyDocument } from "./policy-document.ts";
import type { Conditions, TrustStatement } from "./policy-document.ts";

/** Characters of one trust policy (fact `iam.trustLength`); AWS raises it to 4,096 on request. */
const MAX_TRUST_CHARACTERS = 2048;

/**
 * The trust policy of one workload's role.
 * @throws RunError when it grows over what AWS takes; Error when a role for people with a second factor would be open to
 * something that has none: resolving refuses that before.
 */
export function trustPolicy(stack: StackSpec, identity: IdentitySpec, workload: WorkloadSpec): string {
  assertSecondFactorIsSeen(identity, workload);
  const statements = [
    ...principalStatements(stack, identity, workload),
    ...tokenStatements(stack, workload),
    ...serviceAccountStatements(stack, workload),
  ];
  const document = plainPolicyDocument(statements.length === 0 ? [nobody()] : statements);
  if (document.length > MAX_TRUST_CHARACTERS) {
    throw new pulumi.RunError(
      `workloads.${workload.name}.trust: got a trust policy of ${document.length} characters,` +
        ` expected at most ${MAX_TRUST_CHARACTERS} for one AWS role (fact iam.trustLength);` +
        " trust fewer principals, or one role through which they all come",
    );
  }
  return document;
}

/** A trust policy may not be empty, so default deny has to be written down. */
function nobody(): TrustStatement {
  return {
    Sid: "NobodyIsTrusted",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
  };
}

/** A session may carry tags, but never such as make it look like another tenant's: rights hang on these two. */
function ownSessionTags({ tenant, environment }: StackSpec): Conditions<string> {
  return { StringEqualsIfExists: { "aws:RequestTag/tenant": tenant, "aws:RequestTag/environment": environment } };
}

/**
 * Principals of the stack's own account, and those of others apart: whoever comes from another account names the stack as external
 * id, so that nobody who is trusted by many can be talked into acting for the wrong one (the confused deputy).
 */
function principalStatements(
  stack: StackSpec,
  identity: IdentitySpec,
  workload: WorkloadSpec,
): readonly TrustStatement[] {
  const isForeign = (principal: string): boolean => principal.split(":")[4] !== stack.account;
  const own = workload.trust.principals.filter((principal) => !isForeign(principal));
  const foreign = workload.trust.principals.filter(isForeign);
  const factor = needsSecondFactor(identity, workload) ? { Bool: { "aws:MultiFactorAuthPresent": "true" } } : {};
  const statement = (
    Sid: string,
    principals: readonly string[],
    more: Conditions<string>,
  ): readonly TrustStatement[] =>
    principals.length === 0
      ? []
      : [
          {
            Sid,
            Effect: "Allow",
            Principal: { AWS: [...principals] },
            Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
            Condition: { ...ownSessionTags(stack), ...more, ...factor },
          },
        ];
  return [
    ...statement("TrustedPrincipals", own, {}),
    ...statement("TrustedAccounts", foreign, { StringEquals: { "sts:ExternalId": stack.name } }),
  ];
}

/** One statement per issuer and audience, with the exact subjects whose tokens count. */
function tokenStatements(stack: StackSpec, { trust }: WorkloadSpec): readonly TrustStatement[] {
  const groups = Map.groupBy(trust.tokenIssuers, ({ issuer, audience }) => `${issuer} ${audience}`);
  return [...groups.values()].flatMap((tokens, index) => {
    const [first] = tokens;
    if (first === undefined) return [];
    const host = first.issuer.replace(/^https:\/\//, "").replace(/\/$/, "");
    return {
      Sid: `TokenIssuer${index + 1}`,
      Effect: "Allow",
      // One provider per issuer and account is all AWS allows, so it belongs to the account baseline, not to one tenant.
      Principal: { Federated: [arnAt(stack, "iam", `oidc-provider/${host}`, { account: stack.account })] },
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Condition: {
        StringEquals: { [`${host}:sub`]: tokens.map(({ subject }) => subject), [`${host}:aud`]: first.audience },
      },
    };
  });
}

/**
 * Pods of the tenant's own cluster, through EKS Pod Identity, which tags the session with where it comes from.
 * One statement per namespace: several in one would let a name of one namespace in from another.
 */
function serviceAccountStatements(stack: StackSpec, { trust }: WorkloadSpec): readonly TrustStatement[] {
  const groups = Map.groupBy(trust.serviceAccounts, ({ namespace }) => namespace);
  return [...groups].map(([namespace, accounts], index) => ({
    Sid: `ServiceAccounts${index + 1}`,
    Effect: "Allow",
    Principal: { Service: ["pods.eks.amazonaws.com"] },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: {
      StringEquals: {
        "aws:SourceAccount": stack.account,
        "aws:RequestTag/kubernetes-namespace": namespace,
        "aws:RequestTag/kubernetes-service-account": accounts.map(({ name }) => name),
      },
      ArnLike: { "aws:SourceArn": stackArn(stack, "eks", `cluster/${stack.name}-*`) },
    },
  }));
}

function needsSecondFactor({ multiFactorForHumans }: IdentitySpec, { human }: WorkloadSpec): boolean {
  return human && multiFactorForHumans;
}

/** AWS sees the second factor of its own principals only. What an issuer or a pod did, no condition can ask. */
function assertSecondFactorIsSeen(identity: IdentitySpec, workload: WorkloadSpec): void {
  const { tokenIssuers, serviceAccounts } = workload.trust;
  if (!needsSecondFactor(identity, workload) || tokenIssuers.length + serviceAccounts.length === 0) return;
  throw new Error(`the blueprint opens ${workload.name}, which needs a second factor, to what AWS cannot ask for one`);
}
