/** User-assigned identities, and the tokens of other issuers that may be traded for theirs. */
import { textAt } from "../../properties.ts";
import type { ResourceType } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { groupId, groupOf } from "../arm-id.ts";
import { armType, childrenOf } from "../arm-type.ts";
import { guidOf, tenantOf } from "../guid.ts";

export const IDENTITY = "azure-native:managedidentity:UserAssignedIdentity";
const CREDENTIAL = "azure-native:managedidentity:FederatedIdentityCredential";
const CREDENTIALS_MAX = 20;

const identity = armType({
  token: IDENTITY,
  armType: "Microsoft.ManagedIdentity/userAssignedIdentities",
  names: ["resourceName"],
  naming: {
    pattern: /^[A-Za-z0-9][\w-]{2,127}$/,
    maxLength: 128,
    words: "must have 3 to 128 letters, numbers, hyphens and underscores, and begin with a letter or number",
  },
  // Another identity of the same name is another principal: the digits vary with each try.
  outputs: (_inputs, { account, hex }, id) => ({
    clientId: guidOf("client", id, hex(8)),
    principalId: guidOf("principal", id, hex(8)),
    tenantId: tenantOf(account),
  }),
  afterDelete(record, context, writer) {
    for (const { id, type, region } of childrenOf(record, [CREDENTIAL], context)) writer.remove({ id, type, region });
  },
});

const credential = armType({
  token: CREDENTIAL,
  armType: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
  names: ["resourceName", "federatedIdentityCredentialResourceName"],
  naming: {
    pattern: /^[A-Za-z0-9][\w-]{2,119}$/,
    maxLength: 120,
    words: "must have 3 to 120 letters, numbers, hyphens and underscores, and begin with a letter or number",
  },
  parent: IDENTITY,
  check: (inputs) =>
    textAt(inputs, "issuer")?.startsWith("https://") === false
      ? [{ property: "issuer", reason: "The issuer must be an https URL" }]
      : [],
  refuseCreate(inputs, context) {
    const owner = `${groupId(context.account, groupOf(inputs) ?? "")}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${textAt(inputs, "resourceName")}`;
    const others = context.cloud
      .all(CREDENTIAL)
      .filter(({ id }) => id.toLowerCase().startsWith(`${owner}/`.toLowerCase()));
    if (others.length >= CREDENTIALS_MAX) {
      return armError(
        "400 BadRequest",
        `Too many Federated Identity Credentials are configured for this managed identity: at most ${CREDENTIALS_MAX}.`,
      );
    }
    const twin = others.find((other) =>
      (["issuer", "subject"] as const).every((key) => textAt(other.inputs, key) === textAt(inputs, key)),
    );
    if (twin === undefined) return undefined;
    return armError("409 Conflict", "Issuer and subject combination already exists for this Managed Identity.");
  },
});

export const identityTypes: readonly ResourceType[] = [identity, credential];
