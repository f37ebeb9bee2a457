/** The key under which a project's record lies. */
import { CryptoKey } from "@pulumi/gcp/kms/cryptoKey.js";
import { CryptoKeyIAMMember } from "@pulumi/gcp/kms/cryptoKeyIAMMember.js";
import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import { ServiceIdentity } from "@pulumi/gcp/projects/serviceIdentity.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AccountBaselineArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { knownAfter } from "./known-after.ts";
import { serviceAgent } from "./service-agents.ts";
import type { AgentService } from "./service-agents.ts";

/** Whose services encrypt with it: the log bucket, the topic of findings, and the bucket for evidence. */
const AGENTS = ["logging", "pub-sub", "storage"] as const satisfies readonly AgentService[];

const ENCRYPT_AND_DECRYPT = "roles/cloudkms.cryptoKeyEncrypterDecrypter";
const DAY_SECONDS = 86_400;

/** Creates ring, key and grants. @returns id of the key, known once its services may use it */
export function createBaselineKey(
  owner: GcpComponent,
  { stack, spec, facts }: AccountBaselineArgs,
  project: pulumi.Output<string>,
): pulumi.Output<string> {
  const ring = owner.child(KeyRing, "ring", { project, location: stack.region, name: stack.name });
  const key = owner.labelledChild(CryptoKey, "key", "confidential", {
    name: "record",
    keyRing: ring.id,
    purpose: "ENCRYPT_DECRYPT",
    rotationPeriod: `${spec.key.rotationDays * DAY_SECONDS}s`,
    destroyScheduledDuration: `${spec.key.deletionWindowDays * DAY_SECONDS}s`,
    versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "HSM" },
    importOnly: false,
    skipInitialVersionCreation: false,
  });
  // Pub/Sub's agent does not exist until somebody asks for it.
  const agent = owner.child(ServiceIdentity, "agent-pubsub", { project, service: "pubsub.googleapis.com" });
  const grants = AGENTS.map((service) =>
    owner.child(
      CryptoKeyIAMMember,
      `key-grant-${service}`,
      { cryptoKeyId: key.id, role: ENCRYPT_AND_DECRYPT, member: serviceAgent(facts, service) },
      { dependsOn: [agent] },
    ),
  );
  return knownAfter(
    key.id,
    grants.map(({ cryptoKeyId }) => cryptoKeyId),
  );
}
