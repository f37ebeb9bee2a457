/** Key vaults, keys and secrets. What is deleted keeps its name until its time is over; purge protection lets nobody end it sooner. */
import { flagAt, numberAt, textAt } from "../../properties.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { armType, childrenOf, type Naming } from "../arm-type.ts";

export const VAULT = "azure-native:keyvault:Vault";
export const KEY = "azure-native:keyvault:Key";
export const SECRET = "azure-native:keyvault:Secret";
/** What a deleted one is until its time is over; none of the provider's types. */
const DELETED = {
  [VAULT]: "azure-native:keyvault:DeletedVault",
  [KEY]: "azure-native:keyvault:DeletedKey",
  [SECRET]: "azure-native:keyvault:DeletedSecret",
} as const;

/** Days, where a vault is told none. */
const SOFT_DELETE_DAYS_DEFAULT = 90;

const CHILD_NAMING: Naming = {
  pattern: /^[A-Za-z0-9-]{1,127}$/,
  maxLength: 127,
  words: "must have 1 to 127 letters, numbers and hyphens",
};

const vault = armType({
  token: VAULT,
  armType: "Microsoft.KeyVault/vaults",
  names: ["vaultName"],
  naming: {
    pattern: /^[A-Za-z](?!.*--)[A-Za-z0-9-]{1,22}[A-Za-z0-9]$/,
    maxLength: 24,
    words: "must have 3 to 24 letters, numbers and single hyphens, begin with a letter and end with a letter or number",
  },
  enums: {
    "properties.sku.name": ["standard", "premium"],
    "properties.networkAcls.defaultAction": ["Allow", "Deny"],
    "properties.networkAcls.bypass": ["AzureServices", "None"],
  },
  check(inputs): readonly CheckFailure[] {
    const days = numberAt(inputs, "properties.softDeleteRetentionInDays");
    if (days === undefined || (days >= 7 && days <= 90)) return [];
    return [
      { property: "properties.softDeleteRetentionInDays", reason: `expected 7 to 90 days of soft delete, got ${days}` },
    ];
  },
  refuseCreate(inputs, { cloud }) {
    const name = (textAt(inputs, "vaultName") ?? "").toLowerCase();
    const isTwin = (record: CloudRecord): boolean => record.name.toLowerCase() === name;
    if (cloud.everywhere(DELETED[VAULT]).some(isTwin) && textAt(inputs, "properties.createMode") !== "recover") {
      return armError(
        "409 ConflictError",
        "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.",
      );
    }
    if (!cloud.everywhere(VAULT).some(isTwin)) return undefined;
    return armError(
      "409 VaultAlreadyExists",
      `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged after being placed in a recoverable state. If the vault is in a recoverable state then the vault will need to be purged before reusing the name.`,
    );
  },
  afterCreate(record, { cloud }, writer) {
    const deleted = cloud.find(DELETED[VAULT], ({ name }) => name === record.name);
    if (deleted !== undefined) writer.remove(deleted);
  },
  refuseUpdate(old, inputs) {
    if (flagAt(old.inputs, PURGE_PROTECTION) === true && flagAt(inputs, PURGE_PROTECTION) !== true) {
      return armError(
        "400 BadRequest",
        `The property 'enablePurgeProtection' cannot be set to false. Enabling the purge protection for a vault is an irreversible action.`,
      );
    }
    const [before, after] = [old.inputs, inputs].map(
      (properties) => numberAt(properties, "properties.softDeleteRetentionInDays") ?? SOFT_DELETE_DAYS_DEFAULT,
    );
    if (before === after) return undefined;
    return armError(
      "400 BadRequest",
      `The property 'softDeleteRetentionInDays' has been set already and it can't be modified.`,
    );
  },
  afterDelete(record, context, writer) {
    for (const { id, type, region } of childrenOf(record, [KEY, SECRET], context)) writer.remove({ id, type, region });
    writer.put(softDeleted(record, DELETED[VAULT]));
  },
});

const PURGE_PROTECTION = "properties.enablePurgeProtection";

const key = armType({
  token: KEY,
  armType: "Microsoft.KeyVault/vaults/keys",
  names: ["vaultName", "keyName"],
  naming: CHILD_NAMING,
  parent: VAULT,
  enums: { "properties.kty": ["EC", "EC-HSM", "RSA", "RSA-HSM"] },
  check(inputs): readonly CheckFailure[] {
    const size = numberAt(inputs, "properties.keySize");
    if (size === undefined || [2048, 3072, 4096].includes(size)) return [];
    return [{ property: "properties.keySize", reason: `expected a key size of 2048, 3072 or 4096 bits, got ${size}` }];
  },
  refuseCreate(inputs, context) {
    const vaultRecord = vaultOf(inputs, context);
    if (textAt(inputs, "properties.kty")?.endsWith("-HSM") === true && skuOf(vaultRecord) !== "premium") {
      return armError("400 BadParameter", "Keys in hardware need a vault of the premium SKU.");
    }
    return refuseDeletedName("Key", DELETED[KEY], inputs, "keyName", context);
  },
  outputs(inputs, { hex }) {
    const keyUri = `${addressOf(inputs)}/keys/${textAt(inputs, "keyName")}`;
    const { keySize, kty, keyOps, rotationPolicy, attributes } = propertiesOf(inputs);
    const keyUriWithVersion = `${keyUri}/${hex(32, "version")}`;
    return { keyUri, keyUriWithVersion, keySize, kty, keyOps, rotationPolicy, attributes };
  },
  refuseCreateOnly: (old, paths) =>
    armError(
      "409 KeyAlreadyExists",
      `The key ${old.name} exists and is returned as it is, without any write: ${paths.join(", ")} would not change.`,
    ),
  afterDelete: (record, _context, writer) => writer.put(softDeleted(record, DELETED[KEY])),
});

const secret = armType({
  token: SECRET,
  armType: "Microsoft.KeyVault/vaults/secrets",
  names: ["vaultName", "secretName"],
  naming: CHILD_NAMING,
  parent: VAULT,
  check: (inputs): readonly CheckFailure[] =>
    textAt(inputs, "properties.value") === ""
      ? [{ property: "properties.value", reason: "A secret has no empty value" }]
      : [],
  refuseCreate: (inputs, context) => refuseDeletedName("Secret", DELETED[SECRET], inputs, "secretName", context),
  afterDelete: (record, _context, writer) => writer.put(softDeleted(record, DELETED[SECRET])),
});

export const vaultTypes: readonly ResourceType[] = [vault, key, secret];

function vaultOf(inputs: Properties, { cloud }: TypeContext): CloudRecord | undefined {
  return cloud.find(VAULT, ({ name }) => name === textAt(inputs, "vaultName"));
}

function skuOf(record: CloudRecord | undefined): string | undefined {
  return record === undefined ? undefined : textAt(record.inputs, "properties.sku.name");
}

function addressOf(inputs: Properties): string {
  return `https://${textAt(inputs, "vaultName")}.vault.azure.net`;
}

function propertiesOf(inputs: Properties): Properties {
  const { properties } = inputs;
  return typeof properties === "object" && properties !== null ? (properties as Properties) : {};
}

/** Keeps the name, and nothing that a secret held. */
function softDeleted(record: CloudRecord, type: string) {
  const days = numberAt(record.inputs, "properties.softDeleteRetentionInDays") ?? SOFT_DELETE_DAYS_DEFAULT;
  const { id, name, account, region, labels } = record;
  return {
    type,
    id,
    name,
    account,
    region,
    labels,
    inputs: {},
    outputs: { deletedFrom: record.type, retentionDays: days },
  };
}

function refuseDeletedName(
  kind: string,
  token: string,
  inputs: Properties,
  nameInput: string,
  { cloud }: TypeContext,
): string | undefined {
  const name = `${textAt(inputs, "vaultName")}/${textAt(inputs, nameInput)}`;
  if (!cloud.all(token).some((record) => record.name === name)) return undefined;
  return armError(
    "409 Conflict",
    `${kind} ${textAt(inputs, nameInput)} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the ${kind.toLowerCase()} can only be recovered or purged.`,
  );
}
