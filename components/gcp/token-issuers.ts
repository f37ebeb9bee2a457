/** Tokens of other issuers (a CI system, a cluster elsewhere): a pool of the stack's own, with a provider per issuer and audience. */
import { createHash } from "node:crypto";
import { WorkloadIdentityPool } from "@pulumi/gcp/iam/workloadIdentityPool.js";
import { WorkloadIdentityPoolProvider } from "@pulumi/gcp/iam/workloadIdentityPoolProvider.js";
import * as pulumi from "@pulumi/pulumi";
import type { TrustSpec, WorkloadSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { IdentityArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { knownAfter } from "./known-after.ts";
import { poolId } from "./names.ts";

type TokenIssuer = TrustSpec["tokenIssuers"][number];

/** Value of a workload's attribute for a token that may act as it. */
const TRUSTED = "trusted";

/** The pool through which outside tokens come; `trustedBy` is the member that stands for all tokens a workload trusts. */
export interface TokenPool {
  readonly trustedBy: (workload: Workload) => pulumi.Output<string>;
}

/**
 * Creates pool and providers; nothing where no workload trusts an issuer. The subject alone would not do as a member: two
 * issuers of one pool may both have a `ci`. So each provider says of its own tokens which workload they may act as.
 */
export function createTokenIssuers(owner: GcpComponent, args: IdentityArgs): TokenPool | undefined {
  const { stack, spec, boundary } = args;
  const groups = Map.groupBy(
    spec.workloads.flatMap((workload) => workload.trust.tokenIssuers),
    ({ issuer, audience }) => JSON.stringify([issuer, audience]),
  );
  if (groups.size === 0) return undefined;
  const project = boundary.boundaryName;
  const pool = owner.child(WorkloadIdentityPool, "token-issuers", {
    project,
    workloadIdentityPoolId: poolId(stack, "issuers"),
    displayName: poolId(stack, "issuers"),
    description: `${stack.tenant} ${stack.environment}: tokens of issuers that the tenant trusts`,
    disabled: false,
  });
  const providers = [...groups].flatMap(([identity, [first]]) =>
    first === undefined ? [] : createProvider(owner, args, pool, first, keyOf(identity)),
  );
  // A member of a pool means nothing before the providers say who that is.
  const name = knownAfter(
    pool.name,
    providers.map(({ workloadIdentityPoolId }) => workloadIdentityPoolId),
  );
  return {
    trustedBy: (workload) =>
      pulumi.interpolate`principalSet://iam.googleapis.com/${name}/attribute.${workload}/${TRUSTED}`,
  };
}

/** An issuer may be a long address: eight hex digits of it are its key, so that nothing moves when another comes. */
function keyOf(identity: string): string {
  return createHash("sha256").update(identity).digest("hex").slice(0, 8);
}

function createProvider(
  owner: GcpComponent,
  { spec, boundary }: IdentityArgs,
  pool: WorkloadIdentityPool,
  { issuer, audience }: TokenIssuer,
  key: string,
): WorkloadIdentityPoolProvider {
  const subjectsOf = ({ trust }: WorkloadSpec): readonly string[] =>
    trust.tokenIssuers
      .filter((token) => token.issuer === issuer && token.audience === audience)
      .map(({ subject }) => subject);
  const trusting = spec.workloads.filter((workload) => subjectsOf(workload).length > 0);
  return owner.child(WorkloadIdentityPoolProvider, `token-issuer-${key}`, {
    project: boundary.boundaryName,
    workloadIdentityPoolId: pool.workloadIdentityPoolId,
    workloadIdentityPoolProviderId: `issuer-${key}`,
    displayName: new URL(issuer).host.slice(0, 32),
    oidc: { issuerUri: issuer, allowedAudiences: [audience] },
    attributeMapping: {
      "google.subject": "assertion.sub",
      ...Object.fromEntries(
        trusting.map((workload) => [
          `attribute.${workload.name}`,
          `${isOneOf(subjectsOf(workload))} ? "${TRUSTED}" : "refused"`,
        ]),
      ),
    },
    // Whoever is named nowhere gets no token at all, not just one without rights.
    attributeCondition: isOneOf(trusting.flatMap(subjectsOf)),
  });
}

/** JSON's texts are texts of the Common Expression Language too. */
function isOneOf(subjects: readonly string[]): string {
  return `assertion.sub in ${JSON.stringify([...new Set(subjects)])}`;
}
