/** IAM policies that the account manages. */
import { apiError } from "../api-error.ts";
import { globalArn } from "../arn.ts";
import { each, failures, pattern, textLength } from "../../checks.ts";
import { checkIamName } from "../names.ts";
import { policyFlaw, policySize, refusePolicyText } from "../policy-document.ts";
import { textOf } from "../../record-values.ts";
import { ROLE } from "../role-reference.ts";
import { textAt, valueAt } from "../../properties.ts";
import type { Properties, ResourceType } from "../../resource-type.ts";
import { ATTACHMENT, POLICY } from "./iam-role.ts";

/** Characters, white space not counted. Source: IAM user guide, "IAM and AWS STS quotas". */
const MANAGED_POLICY_MAX = 6144;

const policy: ResourceType = {
  token: POLICY,
  scope: "global",
  autoName: { property: "name", maxLength: 128 },
  jsonText: ["policy"],
  check: (inputs) =>
    failures(
      checkIamName(inputs, 128),
      textLength(inputs, "description", 0, 1000),
      pattern(inputs, "path", /^\/([\x21-\x7e]+\/)?$/, "must begin and end with /"),
      each(inputs, "policy", (text) => refusePolicyText("policy", text)),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const refuse: Refuse = (code, message) =>
      apiError(`creating IAM Policy (${name})`, "IAM: CreatePolicy", code, message);
    const twin = context.cloud.find(POLICY, (other) => other.name.toLowerCase() === name.toLowerCase());
    if (twin !== undefined) {
      return refuse(
        "409 EntityAlreadyExists",
        `A policy called ${name} already exists. Duplicate names are not allowed.`,
      );
    }
    return refuseDocument(inputs, refuse);
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const arn = globalArn(context, "iam", `policy${textAt(inputs, "path") ?? "/"}${name}`);
    return { id: arn, name, outputs: { arn, attachmentCount: 0, policyId: `ANPA${context.alphanumeric(17)}` } };
  },
  refuseUpdate: (old, inputs) =>
    refuseDocument(inputs, (code, message) =>
      apiError(`updating IAM Policy (${old.id})`, "IAM: CreatePolicyVersion", code, message),
    ),
  refuseDelete(record, context) {
    const arn = record.id;
    const attached = context.cloud.find(ATTACHMENT, (attachment) => textOf(attachment, "policyArn") === arn);
    const bounds = context.cloud.find(ROLE, (role) => textOf(role, "permissionsBoundary") === arn);
    if (attached === undefined && bounds === undefined) return undefined;
    const message = "Cannot delete a policy attached to entities.";
    return apiError(`deleting IAM Policy (${arn})`, "IAM: DeletePolicy", "409 DeleteConflict", message);
  },
};

export const policyTypes: readonly ResourceType[] = [policy];

type Refuse = (code: `${number} ${string}`, message: string) => string;

function refuseDocument(inputs: Properties, refuse: Refuse): string | undefined {
  const flaw = policyFlaw(valueAt(inputs, "policy"), "identity");
  if (flaw !== undefined) return refuse("400 MalformedPolicyDocument", flaw);
  if (policySize(valueAt(inputs, "policy")) <= MANAGED_POLICY_MAX) return undefined;
  return refuse("409 LimitExceeded", `Cannot exceed quota for PolicySize: ${MANAGED_POLICY_MAX}`);
}
