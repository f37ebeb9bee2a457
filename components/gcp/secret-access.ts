/** Which workload needs which secret. */
import { SecretIamMember } from "@pulumi/gcp/secretmanager/secretIamMember.js";
import type { Secret } from "@pulumi/gcp/secretmanager/secret.js";
import * as pulumi from "@pulumi/pulumi";
import { WORKLOADS } from "../../tiers/vocabulary.ts";
import { secretAccess } from "../secret-access.ts";
import type { SecretRight } from "../secret-access.ts";
import type { SecretsArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";

const ROLE_BY_RIGHT = {
  read: "roles/secretmanager.secretAccessor",
  write: "roles/secretmanager.secretVersionAdder",
} as const satisfies Record<SecretRight, string>;

/** Creates one grant per workload, right and container; a secret that no workload needs is open to the project's administrators only. */
export function grantSecrets(
  owner: GcpComponent,
  { identity, boundary }: SecretsArgs,
  name: string,
  containers: readonly Secret[],
): void {
  for (const workload of WORKLOADS) {
    for (const right of secretAccess(workload, name)) {
      containers.forEach((secret, index) => {
        const container = index === 0 ? name : `${name}-standby`;
        owner.child(SecretIamMember, `${container}-grant-${workload}-${right}`, {
          project: boundary.boundaryName,
          secretId: secret.secretId,
          role: ROLE_BY_RIGHT[right],
          member: pulumi.interpolate`serviceAccount:${identity.principals[workload].principalName}`,
        });
      });
    }
  }
}
