/** IAM roles with their inline policies and the managed policies attached to them. */
import { apiError } from "../api-error.ts";
import { globalArn, parseArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { each, failures, pattern, range, textLength } from "../../checks.ts";
import { checkIamName } from "../names.ts";
import { policyFlaw, policySize, refusePolicyText } from "../policy-document.ts";
import { propertyOf, textOf } from "../../record-values.ts";
import { findRoleByName, ROLE } from "../role-reference.ts";
import { flagAt, textAt, valueAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

export const POLICY = "aws:iam/policy:Policy";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

/** Characters, white space not counted. Source: IAM user guide, "IAM and AWS STS quotas". */
const TRUST_POLICY_MAX = 2048;
const INLINE_POLICIES_MAX = 10_240;
const ATTACHED_POLICIES_MAX = 10;

/** Records hold no clocks; a date that every fresh sandbox shows. */
const CREATE_DATE = "2026-01-01T00:00:00Z";

const role: ResourceType = {
  token: ROLE,
  scope: "global",
  autoName: { property: "name", maxLength: 64 },
  sets: ["managedPolicyArns"],
  jsonText: ["assumeRolePolicy"],
  check: (inputs) =>
    failures(
      checkIamName(inputs, 64),
      range(inputs, "maxSessionDuration", 3600, 43_200),
      textLength(inputs, "description", 0, 1000),
      pattern(inputs, "path", /^\/([\x21-\x7e]+\/)?$/, "must begin and end with /"),
      arnInput(inputs, "permissionsBoundary"),
      each(inputs, "assumeRolePolicy", (policy) => refusePolicyText("assume_role_policy", policy)),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const refuse: Refuse = (code, message) => apiError(`creating IAM Role (${name})`, "IAM: CreateRole", code, message);
    // Role names differ in more than case.
    const twin = context.cloud.find(ROLE, (other) => other.id.toLowerCase() === name.toLowerCase());
    if (twin !== undefined) return refuse("409 EntityAlreadyExists", `Role with name ${name} already exists.`);
    return refuseTrust(inputs, refuse) ?? refuseBoundary(inputs, context, refuse);
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    return {
      id: name,
      name,
      outputs: {
        arn: globalArn(context, "iam", `role${textAt(inputs, "path") ?? "/"}${name}`),
        createDate: CREATE_DATE,
        inlinePolicies: [],
        managedPolicyArns: [],
        uniqueId: `AROA${context.alphanumeric(17)}`,
      },
    };
  },
  refuseUpdate(old, inputs, context) {
    const trust =
      (operation: string): Refuse =>
      (code, message) =>
        apiError(`updating IAM Role (${old.id})`, `IAM: ${operation}`, code, message);
    return (
      refuseTrust(inputs, trust("UpdateAssumeRolePolicy")) ??
      refuseBoundary(inputs, context, trust("PutRolePermissionsBoundary"))
    );
  },
  refuseDelete(record, context) {
    if (flagAt(record.inputs, "forceDetachPolicies") === true) return undefined;
    const refuse = (message: string): string =>
      apiError(`deleting IAM Role (${record.id})`, "IAM: DeleteRole", "409 DeleteConflict", message);
    if (ofRole(context, ATTACHMENT, record.id).length > 0)
      return refuse("Cannot delete entity, must detach all policies first.");
    return ofRole(context, ROLE_POLICY, record.id).length > 0
      ? refuse("Cannot delete entity, must delete policies first.")
      : undefined;
  },
  afterDelete(record, context, writer) {
    for (const type of [ATTACHMENT, ROLE_POLICY]) {
      for (const part of ofRole(context, type, record.id)) writer.remove({ type, id: part.id });
    }
  },
};

const rolePolicy: ResourceType = {
  token: ROLE_POLICY,
  scope: "global",
  autoName: { property: "name", maxLength: 128 },
  jsonText: ["policy"],
  check: (inputs) =>
    failures(
      checkIamName(inputs, 128),
      each(inputs, "policy", (policy) => refusePolicyText("policy", policy)),
    ),
  refuseCreate: (inputs, context) => refuseInline(inputs, context, undefined),
  create(inputs) {
    const name = textAt(inputs, "name") ?? "";
    return { id: `${textAt(inputs, "role")}:${name}`, name, outputs: {} };
  },
  refuseUpdate: (old, inputs, context) => refuseInline(inputs, context, old.id),
};

const attachment: ResourceType = {
  token: ATTACHMENT,
  scope: "global",
  check: (inputs) => failures(arnInput(inputs, "policyArn")),
  refuseCreate(inputs, context) {
    const [name, policyArn] = [textAt(inputs, "role") ?? "", textAt(inputs, "policyArn") ?? ""];
    const refuse: Refuse = (code, message) =>
      apiError(`attaching IAM Policy (${policyArn}) to IAM Role (${name})`, "IAM: AttachRolePolicy", code, message);
    if (findRoleByName(name, context) === undefined) {
      return refuse("404 NoSuchEntity", `The role with name ${name} cannot be found.`);
    }
    if (!policyExists(policyArn, context)) {
      return refuse("404 NoSuchEntity", `Policy ${policyArn} does not exist or is not attachable.`);
    }
    const full = ofRole(context, ATTACHMENT, name).length >= ATTACHED_POLICIES_MAX;
    return full
      ? refuse("409 LimitExceeded", `Cannot exceed quota for PoliciesPerRole: ${ATTACHED_POLICIES_MAX}`)
      : undefined;
  },
  create: (inputs) => ({ id: `${textAt(inputs, "role")}/${textAt(inputs, "policyArn")}`, outputs: {} }),
};

export const roleTypes: readonly ResourceType[] = [role, rolePolicy, attachment];

type Refuse = (code: `${number} ${string}`, message: string) => string;

function refuseTrust(inputs: Properties, refuse: Refuse): string | undefined {
  const policy = valueAt(inputs, "assumeRolePolicy");
  const flaw = policyFlaw(policy, "trust");
  if (flaw !== undefined) return refuse("400 MalformedPolicyDocument", flaw);
  if (policySize(policy) <= TRUST_POLICY_MAX) return undefined;
  return refuse("409 LimitExceeded", `Cannot exceed quota for ACLSizePerRole: ${TRUST_POLICY_MAX}`);
}

function refuseBoundary(inputs: Properties, context: TypeContext, refuse: Refuse): string | undefined {
  const boundary = textAt(inputs, "permissionsBoundary");
  if (boundary === undefined || policyExists(boundary, context)) return undefined;
  return refuse("404 NoSuchEntity", `Scope ARN: ${boundary} does not exist or is not attachable.`);
}

/** Policies that AWS manages, and those of other accounts, are taken on trust. */
function policyExists(arn: string, context: TypeContext): boolean {
  const account = parseArn(arn)?.account;
  if (account !== context.account) return account !== undefined;
  return context.cloud.find(POLICY, (policy) => textOf(policy, "arn") === arn) !== undefined;
}

function refuseInline(inputs: Properties, context: TypeContext, self: string | undefined): string | undefined {
  const [name, policyName] = [textAt(inputs, "role") ?? "", textAt(inputs, "name") ?? ""];
  const refuse: Refuse = (code, message) =>
    apiError(`putting IAM Role (${name}) Policy (${policyName})`, "IAM: PutRolePolicy", code, message);
  if (findRoleByName(name, context) === undefined) {
    return refuse("404 NoSuchEntity", `The role with name ${name} cannot be found.`);
  }
  const flaw = policyFlaw(valueAt(inputs, "policy"), "identity");
  if (flaw !== undefined) return refuse("400 MalformedPolicyDocument", flaw);
  const others = ofRole(context, ROLE_POLICY, name).filter((other) => other.id !== self);
  const total = others.reduce(
    (sum, other) => sum + policySize(propertyOf(other, "policy")),
    policySize(valueAt(inputs, "policy")),
  );
  if (total <= INLINE_POLICIES_MAX) return undefined;
  return refuse("409 LimitExceeded", `Maximum policy size of ${INLINE_POLICIES_MAX} bytes exceeded for role ${name}`);
}

function ofRole(context: TypeContext, type: string, name: string): readonly CloudRecord[] {
  return context.cloud.all(type).filter((record) => textOf(record, "role") === name);
}
