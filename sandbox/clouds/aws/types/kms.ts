/** AWS KMS: keys, their replicas in other regions, and aliases. A key is never deleted at once, only scheduled. */
import { apiError } from "../api-error.ts";
import { parseArn, regionalArn } from "../arn.ts";
import { each, failures, pattern, range, textLength, unless } from "../../checks.ts";
import { ALIAS, findKey, KEY, keyState, REPLICA_KEY, uuidOfHex } from "../key-reference.ts";
import { defaultKeyPolicy, keyPolicyFlaw } from "../key-policy.ts";
import { refusePolicyText } from "../policy-document.ts";
import { here, isOn, propertyOf, textOf } from "../../record-values.ts";
import { flagAt, numberAt, textAt, valueAt } from "../../properties.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

/** Days between rotations where none are given. */
const ROTATION_DAYS_DEFAULT = 365;
/** Days a key waits for its end where none are given. */
const DELETION_WINDOW_DAYS_DEFAULT = 30;

const key: ResourceType = {
  token: KEY,
  enums: {
    customerMasterKeySpec: [
      "SYMMETRIC_DEFAULT",
      "RSA_2048",
      "RSA_3072",
      "RSA_4096",
      "ECC_NIST_P256",
      "ECC_NIST_P384",
      "ECC_NIST_P521",
      "ECC_SECG_P256K1",
      "ECC_NIST_EDWARDS25519",
      "HMAC_224",
      "HMAC_256",
      "HMAC_384",
      "HMAC_512",
      "ML_DSA_44",
      "ML_DSA_65",
      "ML_DSA_87",
      "SM2",
    ],
    keyUsage: ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"],
  },
  jsonText: ["policy"],
  check: (inputs) =>
    failures(
      checkKey(inputs),
      range(inputs, "rotationPeriodInDays", 90, 2560),
      unless(
        flagAt(inputs, "enableKeyRotation") !== true ||
          (textAt(inputs, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT",
        "enableKeyRotation",
        "key rotation can only be enabled for symmetric encryption keys",
      ),
    ),
  refuseCreate: (inputs, context) => refusePolicy("creating KMS Key", "KMS: CreateKey", inputs, context),
  create(inputs, context) {
    const multiRegion = flagAt(inputs, "multiRegion") ?? false;
    const keyId = multiRegion ? `mrk-${context.hex(32)}` : uuidOfHex(context.hex(32));
    return {
      id: keyId,
      outputs: {
        arn: regionalArn(context, "kms", `key/${keyId}`),
        keyId,
        multiRegion,
        description: "",
        policy: defaultKeyPolicy(context),
        ...rotation(inputs),
      },
    };
  },
  refuseUpdate: (old, inputs, context) =>
    refusePolicy(`updating KMS Key (${old.id}): updating policy`, "KMS: PutKeyPolicy", inputs, context),
  update: (old, inputs) => ({ ...old.outputs, ...rotation(inputs) }),
  leaves(record, context) {
    const replicas = context.cloud
      .all(REPLICA_KEY)
      .filter((replica) => replica.id === record.id && !isScheduled(replica));
    return scheduled(record, replicas.length > 0 ? "PendingReplicaDeletion" : "PendingDeletion");
  },
  isGone: isScheduled,
};

const replicaKey: ResourceType = {
  token: REPLICA_KEY,
  jsonText: ["policy"],
  check: (inputs) => checkKey(inputs),
  refuseCreate(inputs, context) {
    const primaryArn = parseArn(textAt(inputs, "primaryKeyArn"));
    const keyId = primaryArn?.resource.replace(/^key\//, "") ?? "";
    const doing = `creating KMS Replica Key (${keyId})`;
    const refuse = (code: `${number} ${string}`, message: string): string =>
      apiError(doing, "KMS: ReplicateKey", code, message);
    const primary = primaryArn && findKey(keyId, context, primaryArn.region);
    if (primary === undefined)
      return refuse("400 NotFoundException", `Key '${textAt(inputs, "primaryKeyArn")}' does not exist`);
    const arn = textOf(primary, "arn");
    if (primary.type !== KEY || !isOn(primary, "multiRegion")) {
      return refuse("400 UnsupportedOperationException", `${arn} is not a multi-Region primary key.`);
    }
    if (keyState(primary) !== "Enabled")
      return refuse("400 KMSInvalidStateException", `${arn} is ${inWords(primary)}.`);
    if (primary.region === context.region || findKey(keyId, context) !== undefined) {
      return refuse("400 AlreadyExistsException", `Key ${regionalArn(context, "kms", `key/${keyId}`)} already exists.`);
    }
    return refusePolicy(doing, "KMS: ReplicateKey", inputs, context);
  },
  create(inputs, context) {
    const primaryArn = parseArn(textAt(inputs, "primaryKeyArn"));
    const keyId = primaryArn?.resource.replace(/^key\//, "") ?? "";
    const primary = primaryArn && findKey(keyId, context, primaryArn.region);
    return {
      id: keyId,
      outputs: {
        arn: regionalArn(context, "kms", `key/${keyId}`),
        keyId,
        keyRotationEnabled: primary !== undefined && isOn(primary, "enableKeyRotation"),
        keySpec: textOf(primary, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT",
        keyUsage: textOf(primary, "keyUsage") ?? "ENCRYPT_DECRYPT",
        policy: defaultKeyPolicy(context),
      },
    };
  },
  refuseUpdate: (old, inputs, context) =>
    refusePolicy(`updating KMS Replica Key (${old.id}): updating policy`, "KMS: PutKeyPolicy", inputs, context),
  leaves: (record) => scheduled(record, "PendingDeletion"),
  isGone: isScheduled,
};

const alias: ResourceType = {
  token: ALIAS,
  autoName: "none",
  check: (inputs) =>
    failures(
      textLength(inputs, "name", 1, 256),
      pattern(inputs, "name", /^alias\/[\w/-]+$/, "must begin with 'alias/' and be comprised of only [0-9A-Za-z_/-]"),
    ),
  refuseCreate(inputs, context) {
    const name = aliasName(inputs, context);
    const refuse = (code: `${number} ${string}`, message: string): string =>
      apiError(`creating KMS Alias (${name})`, "KMS: CreateAlias", code, message);
    if (name.startsWith("alias/aws/"))
      return refuse("400 NotAuthorizedException", "The alias name begins with a reserved prefix.");
    if (here(context, ALIAS).some((other) => other.name === name)) {
      return refuse(
        "400 AlreadyExistsException",
        `An alias with the name ${regionalArn(context, "kms", name)} already exists`,
      );
    }
    return refuseTarget(inputs, context, refuse);
  },
  create(inputs, context) {
    const name = aliasName(inputs, context);
    return {
      id: name,
      name,
      outputs: { name, arn: regionalArn(context, "kms", name), targetKeyArn: targetArn(inputs, context) },
    };
  },
  refuseUpdate: (old, inputs, context) =>
    refuseTarget(inputs, context, (code, message) =>
      apiError(`updating KMS Alias (${old.id})`, "KMS: UpdateAlias", code, message),
    ),
  update: (old, inputs, context) => ({ ...old.outputs, targetKeyArn: targetArn(inputs, context) }),
  recomputes: () => ["targetKeyArn"],
};

export const kmsTypes: readonly ResourceType[] = [key, replicaKey, alias];

function checkKey(inputs: Properties): readonly CheckFailure[] {
  return failures(
    range(inputs, "deletionWindowInDays", 7, 30),
    textLength(inputs, "description", 0, 8192),
    each(inputs, "policy", (policy) => refusePolicyText("policy", policy)),
  );
}

function refusePolicy(doing: string, operation: string, inputs: Properties, context: TypeContext): string | undefined {
  const policy = valueAt(inputs, "policy");
  if (policy === undefined) return undefined;
  const flaw = keyPolicyFlaw(policy, context, flagAt(inputs, "bypassPolicyLockoutSafetyCheck") ?? false);
  return flaw && apiError(doing, operation, `400 ${flaw.code}`, flaw.message);
}

function rotation(inputs: Properties): Properties {
  const enabled = flagAt(inputs, "enableKeyRotation") ?? false;
  return { rotationPeriodInDays: enabled ? (numberAt(inputs, "rotationPeriodInDays") ?? ROTATION_DAYS_DEFAULT) : 0 };
}

/** A key waits for its end in the folder, so that a person sees what still can be saved with `kms cancel-key-deletion`. */
function scheduled(record: CloudRecord, state: "PendingDeletion" | "PendingReplicaDeletion"): CloudRecord {
  const pendingWindowInDays = numberAt(record.inputs, "deletionWindowInDays") ?? DELETION_WINDOW_DAYS_DEFAULT;
  return { ...record, outputs: { ...record.outputs, keyState: state, pendingWindowInDays } };
}

function isScheduled(record: CloudRecord): boolean {
  return textAt(record.outputs, "keyState")?.startsWith("Pending") ?? false;
}

/** The provider names an alias after its resource, under the prefix that KMS asks for. */
function aliasName(inputs: Properties, context: TypeContext): string {
  return textAt(inputs, "name") ?? `alias/${context.logicalName}-${context.hex(7, "name")}`;
}

function targetArn(inputs: Properties, context: TypeContext): unknown {
  const target = findKey(textAt(inputs, "targetKeyId") ?? "", context);
  return target && propertyOf(target, "arn");
}

function refuseTarget(
  inputs: Properties,
  context: TypeContext,
  refuse: (code: `${number} ${string}`, message: string) => string,
): string | undefined {
  const reference = textAt(inputs, "targetKeyId") ?? "";
  const target = findKey(reference, context);
  const arn = parseArn(reference) === undefined ? regionalArn(context, "kms", `key/${reference}`) : reference;
  if (target === undefined) return refuse("400 NotFoundException", `Key '${arn}' does not exist`);
  return isScheduled(target) ? refuse("400 KMSInvalidStateException", `${arn} is ${inWords(target)}.`) : undefined;
}

function inWords(record: CloudRecord): string {
  return keyState(record) === "Disabled" ? "disabled" : "pending deletion";
}
