/** Google Cloud roles given over a whole project, folder or organisation. */
import { check, document } from "../../checks.ts";
import { allOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import type { Reading } from "../../reading.ts";
import type { Check } from "../../rule.ts";
import type { View } from "../../view.ts";

/** Basic roles with thousands of permissions; `viewer` reads data, but changes nothing. */
const BASIC_ROLES = ["roles/owner", "roles/editor"];

/** Roles by which a member can give itself every other role. */
const ROLES_OVER_ROLES = [
  "roles/resourcemanager.projectIamAdmin",
  "roles/resourcemanager.folderIamAdmin",
  "roles/resourcemanager.organizationAdmin",
  "roles/iam.securityAdmin",
  "roles/iam.organizationRoleAdmin",
];

/** Over a project, these make every service account of it one's own. */
const IMPERSONATION_ROLES = [
  "roles/iam.serviceAccountUser",
  "roles/iam.serviceAccountTokenCreator",
  "roles/iam.serviceAccountKeyAdmin",
];

const HOLDERS = ["projects", "folder", "organizations"] as const;

/** Why one role may not go to one member; undefined: it may. */
type Why = (role: string, member: string, condition: string) => string | undefined;

const grants: Why = (role, member, condition) => {
  if (BASIC_ROLES.includes(role)) return `got ${role}, expected a role of one service; give the roles that are needed`;
  if (ROLES_OVER_ROLES.includes(role)) return `got ${role}, expected a role that gives no other roles; remove it`;
  // A service's admin role over every resource of the project; people get it through their groups and for a time.
  const program = /^(serviceAccount|principal|principalSet):/.test(member) || /^all/.test(member);
  const oneResource = /\bresource\.(name|matchTag)/.test(condition);
  return program && /admin$/i.test(role) && !oneResource
    ? `got ${role} for a service account, expected a lesser role or a condition on resource.name; narrow it`
    : undefined;
};

const impersonates: Why = (role) =>
  IMPERSONATION_ROLES.includes(role)
    ? `got ${role} over every service account, expected it on single accounts; grant it with gcp.serviceaccount.IAMMember`
    : undefined;

/** Stands for a condition that is not known yet: the narrowest that could be. */
const ANY_NARROW = "resource.name";

function textOf(reading: Reading): string {
  return reading.state === "known" ? String(reading.value) : "";
}

/** One role and its members. */
function judgeGrant(view: View, members: readonly Reading[], path: string, why: Why): Finding {
  const role = view.read("role");
  if (role.state === "unknown") return unknown("role");
  if (role.state === "absent") return fail("role", "got nothing; set role");
  const condition = view.read("condition.expression");
  const judge = (member: string, expression: string): string | undefined => why(String(role.value), member, expression);
  const found = members.map((member) => judge(textOf(member), textOf(condition)));
  const [first] = found.filter((one) => one !== undefined);
  if (first !== undefined) {
    const mayNarrow =
      condition.state === "unknown" && members.every((one) => judge(textOf(one), ANY_NARROW) === undefined);
    return mayNarrow ? unknown("condition.expression") : fail("role", first);
  }
  // Whether a member is a program decides for some roles only.
  const open =
    members.some(({ state }) => state === "unknown") && judge("serviceAccount:", textOf(condition)) !== undefined;
  return open ? unknown(path) : PASS;
}

function membersOf(view: View): readonly Reading[] {
  const items = view.items("members");
  return items === undefined ? [view.read("members")] : items.map((item) => item.read(""));
}

function onProjects(why: Why): Record<string, Check> {
  const single = check(["role", "member", "condition.expression"], ({ view }) =>
    judgeGrant(view, [view.read("member")], "member", why),
  );
  const several = check(["role", "members", "condition.expression"], ({ view }) =>
    judgeGrant(view, membersOf(view), "members", why),
  );
  const policy = document("policyData", (content) => {
    const bindings = content.items("bindings");
    if (bindings === undefined) return unknown("");
    return allOf([PASS, ...bindings.map((binding) => judgeGrant(binding, membersOf(binding), "members", why))]);
  });
  return Object.fromEntries(
    HOLDERS.flatMap((holder) => [
      [`gcp:${holder}/iAMMember:IAMMember`, single],
      [`gcp:${holder}/iAMBinding:IAMBinding`, several],
      [`gcp:${holder}/iAMPolicy:IAMPolicy`, policy],
    ]),
  );
}

/** IAM-01 by type token. */
export const PROJECT_GRANTS: Readonly<Record<string, Check>> = onProjects(grants);

/** IAM-02 by type token. */
export const PROJECT_IMPERSONATION: Readonly<Record<string, Check>> = onProjects(impersonates);
