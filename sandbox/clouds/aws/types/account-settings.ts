/**
 * Settings that an account, or an account in a region, has exactly once. The provider puts them: whoever makes one takes over
 * what was there.
 */
import { arnInput } from "../arn-input.ts";
import { apiError } from "../api-error.ts";
import { keyUsable } from "../key-reference.ts";
import { failures, pattern, range, textLength, unless } from "../../checks.ts";
import { numberAt, textAt } from "../../properties.ts";
import { here } from "../../record-values.ts";
import type { ResourceType, TypeContext } from "../../resource-type.ts";

/** A setting under one id, in one place. */
function setting(
  type: Omit<ResourceType, "create" | "adopts" | "autoName"> & {
    readonly id: (context: TypeContext, inputs: Readonly<Record<string, unknown>>) => string;
    readonly outputs?: Readonly<Record<string, unknown>>;
  },
): ResourceType {
  const { id, outputs = {}, ...rest } = type;
  return {
    ...rest,
    autoName: "none",
    adopts: (inputs, context) => context.cloud.byId(type.token, id(context, inputs)),
    create: (inputs, context) => ({ id: id(context, inputs), outputs }),
  };
}

const perRegion = { id: ({ region }: TypeContext): string => region };

const passwordPolicy = setting({
  token: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  scope: "global",
  id: () => "iam-account-password-policy",
  outputs: { expirePasswords: true },
  check: (inputs) =>
    failures(
      range(inputs, "minimumPasswordLength", 6, 128),
      range(inputs, "maxPasswordAge", 1, 1095),
      range(inputs, "passwordReusePrevention", 1, 24),
    ),
  update: (old, inputs) => ({ ...old.outputs, expirePasswords: numberAt(inputs, "maxPasswordAge") !== undefined }),
});

const publicAccess = setting({
  token: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  scope: "global",
  id: ({ account }) => account,
  refuseCreate(inputs, context) {
    const account = textAt(inputs, "accountId") ?? context.account;
    if (account === context.account) return undefined;
    return apiError(
      "creating S3 Account Public Access Block",
      "S3 Control: PutPublicAccessBlock",
      "403 AccessDenied",
      "Access Denied",
    );
  },
});

const contact = setting({
  token: "aws:account/alternativeContact:AlternativeContact",
  scope: "global",
  id: (_context, inputs) => textAt(inputs, "alternateContactType") ?? "",
  enums: { alternateContactType: ["BILLING", "OPERATIONS", "SECURITY"] },
  check: (inputs) =>
    failures(
      textLength(inputs, "emailAddress", 1, 64),
      pattern(inputs, "emailAddress", /^[\s]*[\w+=.#|!&-]+@[\w.-]+\.[\w]+[\s]*$/, "must be a valid email address"),
      textLength(inputs, "name", 1, 64),
      textLength(inputs, "title", 1, 50),
      pattern(inputs, "phoneNumber", /^[\s0-9()+-]{1,25}$/, "must be a valid phone number"),
    ),
});

const encryptionByDefault = setting({ token: "aws:ebs/encryptionByDefault:EncryptionByDefault", ...perRegion });

const defaultKey: ResourceType = {
  token: "aws:ebs/defaultKmsKey:DefaultKmsKey",
  autoName: "none",
  check: (inputs) => failures(arnInput(inputs, "keyArn")),
  refuseCreate(inputs, context) {
    const keyArn = textAt(inputs, "keyArn") ?? "";
    if (keyUsable(keyArn, context)) return undefined;
    return apiError(
      "creating EBS default KMS key",
      "EC2: ModifyEbsDefaultKmsKeyId",
      "400 InvalidParameterValue",
      `The specified KMS key ${keyArn} does not exist in this region or cannot be used`,
    );
  },
  adopts: (inputs, context) =>
    here(context, "aws:ebs/defaultKmsKey:DefaultKmsKey").find(({ id }) => id === textAt(inputs, "keyArn")),
  create: (inputs) => ({ id: textAt(inputs, "keyArn") ?? "", outputs: {} }),
};

const snapshots = setting({
  token: "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
  ...perRegion,
  enums: { state: ["block-all-sharing", "block-new-sharing", "unblocked"] },
});

const images = setting({
  token: "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
  ...perRegion,
  enums: { state: ["block-new-sharing", "unblocked"] },
});

const metadata = setting({
  token: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
  ...perRegion,
  enums: {
    httpEndpoint: ["enabled", "disabled", "no-preference"],
    httpTokens: ["optional", "required", "no-preference"],
    instanceMetadataTags: ["enabled", "disabled", "no-preference"],
  },
  check(inputs) {
    const hops = numberAt(inputs, "httpPutResponseHopLimit") ?? -1;
    return failures(
      unless(
        hops === -1 || (hops >= 1 && hops <= 64),
        "httpPutResponseHopLimit",
        `Attribute http_put_response_hop_limit value must be between 1 and 64 or -1, got: ${hops}`,
      ),
    );
  },
});

export const accountSettingTypes: readonly ResourceType[] = [
  passwordPolicy,
  publicAccess,
  contact,
  encryptionByDefault,
  defaultKey,
  snapshots,
  images,
  metadata,
];
