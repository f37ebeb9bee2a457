/** Secrets Manager: secrets, their values and policies. A deleted secret keeps its name until its window ends. */
import { apiError } from "../api-error.ts";
import { regionalArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { each, failure, failures, pattern, textLength } from "../../checks.ts";
import { keyUsable, uuidOfHex } from "../key-reference.ts";
import { policyFlaw, policySize, principalsOf, refusePolicyText, statementsOf } from "../policy-document.ts";
import { here, textOf } from "../../record-values.ts";
import { unknownPrincipal } from "../role-reference.ts";
import { blocksAt, flagAt, numberAt, textAt, valueAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

export const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";

/** Days in which a deleted secret can be restored, where none are given. */
const RECOVERY_WINDOW_DAYS_DEFAULT = 30;
/** Bytes that a secret's value or policy may have. */
const VALUE_MAX = 65_536;
const POLICY_MAX = 20_480;

const NAME = /^[\w/+=.@-]*$/;

const secret: ResourceType = {
  token: SECRET,
  // The ARN ends in random characters, the name must be unique.
  fileBy: "name",
  autoName: { property: "name", maxLength: 512 },
  jsonText: ["policy"],
  sets: ["replicas"],
  check: (inputs) =>
    failures(
      textLength(inputs, "name", 1, 512),
      pattern(inputs, "name", NAME, "must contain only alphanumeric characters and /_+=.@-"),
      textLength(inputs, "description", 0, 2048),
      each(inputs, "recoveryWindowInDays", refuseRecoveryWindow),
      each(inputs, "policy", (policy) => refusePolicyText("policy", policy)),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const refuse: Refuse = (code, message) =>
      apiError(`creating Secrets Manager Secret (${name})`, "Secrets Manager: CreateSecret", code, message);
    const twin = here(context, SECRET).find((other) => other.name === name);
    if (twin !== undefined && isScheduled(twin)) {
      const message = "You can't create this secret because a secret with this name is already scheduled for deletion.";
      return refuse("400 InvalidRequestException", message);
    }
    if (twin !== undefined) {
      return refuse("400 ResourceExistsException", `The operation failed because the secret ${name} already exists.`);
    }
    return refuseKeys(inputs, context, refuse) ?? refusePolicy(inputs, context, refuse);
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const arn = regionalArn(context, "secretsmanager", `secret:${name}-${context.alphanumeric(6)}`);
    return { id: arn, name, outputs: { arn, policy: "", replicas: [] } };
  },
  refuseUpdate(old, inputs, context) {
    const refuse: Refuse = (code, message) =>
      apiError(`updating Secrets Manager Secret (${old.id})`, "Secrets Manager: UpdateSecret", code, message);
    return refuseKeys(inputs, context, refuse) ?? refusePolicy(inputs, context, refuse);
  },
  leaves(record) {
    const days = numberAt(record.inputs, "recoveryWindowInDays") ?? RECOVERY_WINDOW_DAYS_DEFAULT;
    if (days === 0) return undefined;
    return { ...record, outputs: { ...record.outputs, scheduledForDeletion: true, recoverableForDays: days } };
  },
  isGone: isScheduled,
};

const version: ResourceType = {
  token: VERSION,
  check: (inputs) =>
    failures(
      ["secretString", "secretStringWo", "secretBinary"]
        .map((property) =>
          (textAt(inputs, property)?.length ?? 0) > VALUE_MAX
            ? failure(property, `expected length of ${property} to be in the range (1 - ${VALUE_MAX})`)
            : undefined,
        )
        .filter((found) => found !== undefined),
    ),
  refuseCreate: (inputs, context) =>
    refuseValue(inputs, context, (code, message) =>
      apiError(
        `putting Secrets Manager Secret (${textAt(inputs, "secretId")}) value`,
        "Secrets Manager: PutSecretValue",
        code,
        message,
      ),
    ),
  create(inputs, context) {
    const arn = textOf(findSecret(textAt(inputs, "secretId"), context), "arn") ?? "";
    const versionId = uuidOfHex(context.hex(32));
    const isWriteOnly = numberAt(inputs, "secretStringWoVersion") !== undefined;
    return {
      id: `${arn}|${versionId}`,
      outputs: { arn, hasSecretStringWo: isWriteOnly, secretArn: arn, versionId, versionStages: ["AWSCURRENT"] },
    };
  },
  refuseUpdate: (old, inputs, context) =>
    refuseValue(inputs, context, (code, message) =>
      apiError(`updating Secrets Manager Secret Version (${old.id})`, "Secrets Manager: PutSecretValue", code, message),
    ),
  // A raised generation puts a new version under the same resource.
  update: (old, inputs, context) =>
    putsNewVersion(old.inputs, inputs)
      ? {
          ...old.outputs,
          versionId: uuidOfHex(context.hex(32, `generation ${numberAt(inputs, "secretStringWoVersion")}`)),
        }
      : old.outputs,
  recomputes: (old, news) => (putsNewVersion(old, news) ? ["versionId"] : []),
  replaces: (old, news) => (valueAt(old, "secretString") === valueAt(news, "secretString") ? [] : ["secretString"]),
};

const secretPolicy: ResourceType = {
  token: POLICY,
  jsonText: ["policy"],
  check: (inputs) =>
    failures(
      arnInput(inputs, "secretArn"),
      each(inputs, "policy", (policy) => refusePolicyText("policy", policy)),
    ),
  refuseCreate: (inputs, context) => refuseSecretPolicy(inputs, context),
  create: (inputs) => ({ id: textAt(inputs, "secretArn") ?? "", outputs: {} }),
  refuseUpdate: (_old, inputs, context) => refuseSecretPolicy(inputs, context),
};

export const secretTypes: readonly ResourceType[] = [secret, version, secretPolicy];

type Refuse = (code: `${number} ${string}`, message: string) => string;

function refuseRecoveryWindow(days: unknown): string | undefined {
  if (typeof days !== "number" || days === 0 || (days >= 7 && days <= 30)) return undefined;
  return `expected recovery_window_in_days to be in the range (7 - 30) or 0, got ${days}`;
}

function isScheduled(record: CloudRecord): boolean {
  return flagAt(record.outputs, "scheduledForDeletion") ?? false;
}

/** A secret of the region by ARN, id or name. */
export function findSecret(reference: string | undefined, context: TypeContext): CloudRecord | undefined {
  return here(context, SECRET).find((record) => record.id === reference || record.name === reference);
}

function refuseKeys(inputs: Properties, context: TypeContext, refuse: Refuse): string | undefined {
  const message =
    "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state.";
  const own = textAt(inputs, "kmsKeyId");
  if (own !== undefined && !keyUsable(own, context)) return refuse("400 EncryptionFailure", message);
  for (const replica of blocksAt(inputs, "replicas")) {
    const [region, key] = [textAt(replica, "region"), textAt(replica, "kmsKeyId")];
    if (region === context.region) return refuse("400 InvalidParameterException", "Invalid replica region.");
    if (key !== undefined && !keyUsable(key, context, region))
      return refuse("400 EncryptionFailure", `${message} (${region})`);
  }
  return undefined;
}

function refusePolicy(inputs: Properties, context: TypeContext, refuse: Refuse): string | undefined {
  const policy = valueAt(inputs, "policy");
  if (policy === undefined) return undefined;
  if (policyFlaw(policy, "resource") !== undefined) {
    return refuse("400 MalformedPolicyDocumentException", "This resource policy contains a syntax error.");
  }
  if (policySize(policy) > POLICY_MAX) {
    return refuse("400 MalformedPolicyDocumentException", `This resource policy is longer than ${POLICY_MAX} bytes.`);
  }
  if (unknownPrincipal(policy, context) === undefined) return undefined;
  return refuse("400 MalformedPolicyDocumentException", "This resource policy contains an unsupported principal.");
}

function refuseSecretPolicy(inputs: Properties, context: TypeContext): string | undefined {
  const arn = textAt(inputs, "secretArn");
  const refuse: Refuse = (code, message) =>
    apiError(`putting Secrets Manager Secret (${arn}) policy`, "Secrets Manager: PutResourcePolicy", code, message);
  const missing = refuseMissing(arn, context, refuse) ?? refusePolicy(inputs, context, refuse);
  if (missing !== undefined || flagAt(inputs, "blockPublicPolicy") !== true) return missing;
  const isPublic = statementsOf(valueAt(inputs, "policy")).some(
    (statement) =>
      statement["Effect"] === "Allow" &&
      statement["Condition"] === undefined &&
      principalsOf(statement, "AWS").includes("*"),
  );
  if (!isPublic) return undefined;
  return refuse(
    "400 PublicPolicyException",
    "This resource policy grants broad access to the secret. Remove the public access and try again.",
  );
}

function refuseMissing(reference: string | undefined, context: TypeContext, refuse: Refuse): string | undefined {
  const found = findSecret(reference, context);
  if (found === undefined)
    return refuse("400 ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  if (!isScheduled(found)) return undefined;
  return refuse(
    "400 InvalidRequestException",
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
}

function refuseValue(inputs: Properties, context: TypeContext, refuse: Refuse): string | undefined {
  const missing = refuseMissing(textAt(inputs, "secretId"), context, refuse);
  if (missing !== undefined) return missing;
  const hasValue = ["secretString", "secretBinary", "secretStringWoVersion"].some(
    (property) => valueAt(inputs, property) !== undefined,
  );
  if (!hasValue) return refuse("400 InvalidRequestException", "You must provide either SecretString or SecretBinary.");
  const key = textOf(findSecret(textAt(inputs, "secretId"), context), "kmsKeyId");
  if (key === undefined || keyUsable(key, context)) return undefined;
  return refuse(
    "400 EncryptionFailure",
    "Secrets Manager can't encrypt the protected secret text using the provided KMS key.",
  );
}

function putsNewVersion(old: Properties, news: Properties): boolean {
  return numberAt(old, "secretStringWoVersion") !== numberAt(news, "secretStringWoVersion");
}
