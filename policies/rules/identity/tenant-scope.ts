/** What the roles of a tenant's stack may reach: only what is the same tenant's. */
import { check } from "../../checks.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { defineRule, type Check, type Judge } from "../../rule.ts";
import { isOwn, ownershipOf, type Ownership } from "./ownership.ts";
import { covers, statementsOf, type Statement } from "./statements.ts";

/**
 * Actions that name no single resource (AWS service authorization reference: no resource type, or one that every tenant of an
 * account shares): they tell of measurements and of the caller, never of another's content.
 */
const SHARED_ACTIONS = [
  "cloudwatch:PutMetricData",
  "ec2:DescribeNetworkInterfaces",
  "ecr:GetAuthorizationToken",
  "logs:DescribeLogGroups",
  "logs:GetQueryResults",
  "sts:GetCallerIdentity",
  "xray:Put*",
] as const;

/** A judge that has something to say for tenants' stacks only. */
function forTenants(judge: (ownership: Ownership, ...input: Parameters<Judge>) => Finding): Judge {
  return (subject, context, graph) => {
    const ownership = ownershipOf(context, graph);
    return ownership === undefined
      ? notApplicable("for tenants' stacks only")
      : judge(ownership, subject, context, graph);
  };
}

const rolePolicy: Check = check(
  ["policy", "role"],
  forTenants((ownership, subject, _context, graph) => {
    const role = subject.view.read("role");
    const known = role.state === "known" && isOwn(ownership, String(role.value));
    const linked = known || graph.pointedBy(subject, "role", "aws:iam/role:Role").length > 0;
    const owner: Finding = linked
      ? PASS
      : role.state === "unknown"
        ? unknown("role")
        : fail(
            "role",
            `got ${role.state === "known" ? String(role.value) : "nothing"}, expected a role of ${ownership.tenant}; give it to the tenant's own role`,
          );
    return allOf([
      owner,
      judgePolicy(
        subject.view.read("policy").state === "unknown" ? "unknown" : statementsOf(subject.view.json("policy")),
        ownership,
      ),
    ]);
  }),
);

function judgePolicy(statements: ReturnType<typeof statementsOf>, ownership: Ownership): Finding {
  if (statements === "unknown") return unknown("policy");
  if (statements === "unreadable")
    return fail("policy", "got no policy document; write Statement with Effect Allow or Deny");
  const phonesOnly = statements.some(deniesEveryTopic);
  return allOf([
    PASS,
    ...statements
      .filter(({ effect, actions }) => effect === "Allow" && !(phonesOnly && actions?.every(isPublish) === true))
      .map((one) => judgeStatement(one, ownership)),
  ]);
}

function isPublish(action: string): boolean {
  return action.toLowerCase() === "sns:publish";
}

/** Telephone numbers have no ARN: who may publish to `*` and to no topic of any region and account reaches nothing but them. */
function deniesEveryTopic({ effect, actions = [], resources = [], conditions }: Statement): boolean {
  const topics = resources.some((resource) => /^(\*|arn:[^:]+:sns:\*:\*:\*)$/.test(resource));
  return effect === "Deny" && conditions.length === 0 && topics && actions.some((one) => covers(one, "sns:Publish"));
}

function judgeStatement(
  { actions, resources = [], notResources, conditions, label }: Statement,
  ownership: Ownership,
): Finding {
  const bound = conditions.some(
    ({ operator, key, values }) =>
      /^(ForAnyValue:)?String(Equals|Like)$/.test(operator) &&
      /ResourceTag\/tenant$/i.test(key) &&
      values.every((one) => one === ownership.tenant || one === "${aws:PrincipalTag/tenant}"),
  );
  const shared = actions?.every((action) => SHARED_ACTIONS.some((one) => covers(one, action))) === true;
  if (bound || shared) return PASS;
  if (notResources !== undefined)
    return fail("policy", `got NotResource in ${label}, expected resources of ${ownership.tenant}; name them`);
  return allOf(
    resources.map((resource) =>
      isOwn(ownership, resource)
        ? PASS
        : fail(
            "policy",
            `got resource ${resource} in ${label}, expected one of ${ownership.tenant}; name its own, or add a condition on aws:ResourceTag/tenant`,
          ),
    ),
  );
}

const assignment: Check = check(
  ["scope"],
  forTenants((ownership, subject, _context, graph) => {
    const scope = subject.view.read("scope");
    if (scope.state === "absent") return fail("scope", "got nothing; set scope");
    if (scope.state === "unknown")
      // The id of something that this stack makes is inside its group; only a group or a subscription could be another's.
      return dependsOnOwn(subject.propertyDependencies["scope"], graph) ? PASS : unknown("scope");
    const group = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i.exec(String(scope.value))?.[1];
    return group !== undefined && isOwn(ownership, group)
      ? PASS
      : fail(
          "scope",
          `got ${String(scope.value)}, expected a scope inside the resource group of ${ownership.tenant}; narrow it`,
        );
  }),
);

function dependsOnOwn(urns: readonly string[] | undefined, graph: Graph): boolean {
  return urns !== undefined && urns.length > 0 && urns.every((urn) => graph.at(urn) !== undefined);
}

const member: Check = check(
  ["condition.expression", "project"],
  forTenants((ownership, { view }) => {
    const expression = view.read("condition.expression");
    if (expression.state === "known" && /\bresource\.(name|matchTag)/.test(String(expression.value))) return PASS;
    const project = view.read("project");
    if (project.state === "known" && isOwnProject(ownership, String(project.value))) return PASS;
    if (expression.state === "unknown") return unknown("condition.expression");
    if (project.state === "unknown") return unknown("project");
    return fail(
      "condition.expression",
      `got ${expression.state === "known" ? "a condition that names no resource" : "no condition"} in project ${project.state === "known" ? String(project.value) : "of the provider"}, expected a condition on resource.name or a project of ${ownership.tenant}; add it`,
    );
  }),
);

/** A project whose name begins with the tenant's: whoever is granted something there reaches nobody else. */
function isOwnProject({ tenant }: Ownership, project: string): boolean {
  return project === tenant || project.startsWith(`${tenant}-`);
}

export const TENANT_SCOPE_RULES = [
  defineRule({
    id: "IAM-10",
    name: "tenant-scoped-permissions",
    title: "Roles of a tenant name only resources of the same tenant",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:iam/rolePolicy:RolePolicy": rolePolicy,
      "azure-native:authorization:RoleAssignment": assignment,
      "gcp:projects/iAMMember:IAMMember": member,
    },
  }),
] as const;
