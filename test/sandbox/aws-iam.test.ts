import assert from "node:assert/strict";
import { makeRole, policy } from "./aws-fixtures.ts";
import { ACCOUNT, refused, SimulatedAws, text } from "./simulated-aws.ts";

const ROLE = "iam/role:Role";
const ROLE_POLICY = "iam/rolePolicy:RolePolicy";
const ATTACHMENT = "iam/rolePolicyAttachment:RolePolicyAttachment";
const POLICY = "iam/policy:Policy";
const TRUST = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

function iam(doing: string, operation: string, status: number): string {
  return `${doing}: operation error IAM: ${operation}, https response error StatusCode: ${status},`;
}

/** A policy of exactly so many characters. */
function policyOf(characters: number): string {
  const empty = policy({ ...READ, Sid: "" }).length;
  return policy({ ...READ, Sid: "x".repeat(characters - empty) });
}

describe("the simulated IAM: a role", () => {
  it("has the provider's outputs, path included, and no region", async () => {
    const cloud = new SimulatedAws();
    const role = await cloud.make(ROLE, {
      name: "acme-app",
      path: "/leasehold/acme/",
      assumeRolePolicy: policy(TRUST),
    });
    assert.equal(role.id, "acme-app");
    assert.equal(role.outputs["arn"], `arn:aws:iam::${ACCOUNT}:role/leasehold/acme/acme-app`);
    assert.match(text(role, "uniqueId"), /^AROA[A-Z0-9]{17}$/);
    assert.equal(cloud.record(ROLE, "acme-app")?.region, "global");
  });

  it("has a name of its own in the account, not in others", async () => {
    const cloud = new SimulatedAws();
    await makeRole(cloud, "acme-app", "ec2.amazonaws.com");
    await refused(
      cloud.make(ROLE, { name: "Acme-App", assumeRolePolicy: policy(TRUST) }, "again"),
      `${iam("creating IAM Role (Acme-App)", "CreateRole", 409)} EntityAlreadyExists: Role with name Acme-App already exists.`,
    );
    await makeRole(new SimulatedAws({ account: "222233334444", root: cloud.root }), "acme-app", "ec2.amazonaws.com");
  });

  it("takes names, sessions and JSON as the provider does", () => {
    const cloud = new SimulatedAws();
    const trust = policy(TRUST);
    assert.deepEqual(
      cloud.failures(ROLE, { name: "a".repeat(64), maxSessionDuration: 3600, assumeRolePolicy: trust }),
      [],
    );
    assert.deepEqual(cloud.failures(ROLE, { name: "a".repeat(65), maxSessionDuration: 3599, assumeRolePolicy: "[]" }), [
      `name: expected length of name to be in the range (1 - 64), got ${"a".repeat(65)}`,
      "maxSessionDuration: expected max_session_duration to be in the range (3600 - 43200), got 3599",
      `assumeRolePolicy: "assume_role_policy" contains an invalid JSON policy: contains a JSON array or value, not a JSON object`,
    ]);
    assert.deepEqual(cloud.failures(ROLE, { name: "acme app", assumeRolePolicy: trust }), [
      "name: invalid value for name (must match [\\w+=,.@-])",
    ]);
  });

  it("takes a trust policy that is sound and at most 2048 characters", async () => {
    const cloud = new SimulatedAws();
    const creating = iam("creating IAM Role (x)", "CreateRole", 400);
    const make = (assumeRolePolicy: string) => cloud.make(ROLE, { name: "x", assumeRolePolicy });
    await refused(
      make(policy({ ...TRUST, Resource: "*" })),
      `${creating} MalformedPolicyDocument: Has prohibited field Resource`,
    );
    await refused(
      make(policy({ ...TRUST, Principal: undefined })),
      `${creating} MalformedPolicyDocument: Missing required field Principal`,
    );
    await refused(
      make(policy({ ...TRUST, Condition: { StringEqual: { a: "b" } } })),
      `${creating} MalformedPolicyDocument: Invalid Condition type : StringEqual.`,
    );
    const long = (characters: number): string =>
      policy({ ...TRUST, Sid: "x".repeat(characters - policy({ ...TRUST, Sid: "" }).length) });
    await refused(
      make(long(2049)),
      `${iam("creating IAM Role (x)", "CreateRole", 409)} LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048`,
    );
    await make(long(2048));
  });

  it("needs its permissions boundary to exist", async () => {
    const cloud = new SimulatedAws();
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/acme-boundary`;
    const make = () => cloud.make(ROLE, { name: "x", assumeRolePolicy: policy(TRUST), permissionsBoundary: boundary });
    await refused(
      make(),
      `${iam("creating IAM Role (x)", "CreateRole", 404)} NoSuchEntity: Scope ARN: ${boundary} does not exist or is not attachable.`,
    );
    const made = await cloud.make(POLICY, { name: "acme-boundary", policy: policy(READ) });
    await make();
    await refused(
      cloud.remove(made),
      `${iam(`deleting IAM Policy (${boundary})`, "DeletePolicy", 409)} DeleteConflict: Cannot delete a policy attached to entities.`,
    );
  });

  it("is not deleted while policies hang on it, unless it detaches them itself", async () => {
    const cloud = new SimulatedAws();
    const role = await makeRole(cloud, "x", "ec2.amazonaws.com");
    const inline = await cloud.make(ROLE_POLICY, { name: "read", role: "x", policy: policy(READ) });
    const deleting = iam("deleting IAM Role (x)", "DeleteRole", 409);
    await refused(cloud.remove(role), `${deleting} DeleteConflict: Cannot delete entity, must delete policies first.`);
    await cloud.remove(inline);
    await cloud.make(ATTACHMENT, { role: "x", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" });
    await refused(
      cloud.remove(role),
      `${deleting} DeleteConflict: Cannot delete entity, must detach all policies first.`,
    );
    const forcing = await cloud.change(role, {
      name: "x",
      assumeRolePolicy: role.inputs["assumeRolePolicy"],
      forceDetachPolicies: true,
    });
    await cloud.remove(forcing);
    assert.deepEqual(cloud.records(ATTACHMENT), []);
  });
});

describe("the simulated IAM: policies", () => {
  it("hang on roles that exist, by the provider's ids", async () => {
    const cloud = new SimulatedAws();
    const putting = iam("putting IAM Role (x) Policy (read)", "PutRolePolicy", 404);
    await refused(
      cloud.make(ROLE_POLICY, { name: "read", role: "x", policy: policy(READ) }),
      `${putting} NoSuchEntity: The role with name x cannot be found.`,
    );
    await makeRole(cloud, "x", "ec2.amazonaws.com");
    const inline = await cloud.make(ROLE_POLICY, { name: "read", role: "x", policy: policy(READ) });
    assert.equal(inline.id, "x:read");
    const arn = `arn:aws:iam::${ACCOUNT}:policy/lost`;
    await refused(
      cloud.make(ATTACHMENT, { role: "x", policyArn: arn }),
      `${iam(`attaching IAM Policy (${arn}) to IAM Role (x)`, "AttachRolePolicy", 404)} NoSuchEntity: Policy ${arn} does not exist or is not attachable.`,
    );
  });

  it("inside a role share 10,240 characters", async () => {
    const cloud = new SimulatedAws();
    await makeRole(cloud, "x", "ec2.amazonaws.com");
    await cloud.make(ROLE_POLICY, { name: "one", role: "x", policy: policyOf(10_000) }, "one");
    await refused(
      cloud.make(ROLE_POLICY, { name: "two", role: "x", policy: policyOf(241) }, "two"),
      `${iam("putting IAM Role (x) Policy (two)", "PutRolePolicy", 409)} LimitExceeded: Maximum policy size of 10240 bytes exceeded for role x`,
    );
    await cloud.make(ROLE_POLICY, { name: "two", role: "x", policy: policyOf(240) }, "two");
  });

  it("of the account have 6,144 characters and a name of their own", async () => {
    const cloud = new SimulatedAws();
    const creating = iam("creating IAM Policy (x)", "CreatePolicy", 409);
    await refused(
      cloud.make(POLICY, { name: "x", policy: policyOf(6145) }),
      `${creating} LimitExceeded: Cannot exceed quota for PolicySize: 6144`,
    );
    const made = await cloud.make(POLICY, { name: "x", policy: policyOf(6144) });
    assert.equal(made.id, `arn:aws:iam::${ACCOUNT}:policy/x`);
    assert.match(text(made, "policyId"), /^ANPA[A-Z0-9]{17}$/);
    await refused(
      cloud.make(POLICY, { name: "x", policy: policy(READ) }, "again"),
      `${creating} EntityAlreadyExists: A policy called x already exists. Duplicate names are not allowed.`,
    );
    await refused(
      cloud.change(made, { name: "x", policy: policyOf(6145) }),
      `${iam(`updating IAM Policy (${made.id})`, "CreatePolicyVersion", 409)} LimitExceeded: Cannot exceed quota for PolicySize: 6144`,
    );
    await cloud.remove(made);
    assert.deepEqual(cloud.records(POLICY), []);
  });

  it("may be given as an object, and a condition is a block", async () => {
    const cloud = new SimulatedAws();
    await makeRole(cloud, "x", "ec2.amazonaws.com");
    await cloud.make(ROLE_POLICY, { name: "object", role: "x", policy: { Version: "2012-10-17", Statement: READ } });
    await refused(
      cloud.make(ROLE_POLICY, { name: "list", role: "x", policy: policy({ ...READ, Condition: [] }) }),
      `${iam("putting IAM Role (x) Policy (list)", "PutRolePolicy", 400)} MalformedPolicyDocument: Syntax errors in policy.`,
    );
  });

  it("of identities name actions and resources, but no principal", async () => {
    const cloud = new SimulatedAws();
    const creating = `${iam("creating IAM Policy (x)", "CreatePolicy", 400)} MalformedPolicyDocument:`;
    const flaws: readonly (readonly [object, string])[] = [
      [{ ...READ, Principal: "*" }, "Policy document should not specify a principal."],
      [{ ...READ, Resource: undefined }, "Policy statement must contain resources."],
      [{ ...READ, Resource: "acme-data" }, `Resource acme-data must be in ARN format or "*".`],
      [{ ...READ, Action: "GetObject" }, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."],
      [
        { ...READ, Sid: "read-it" },
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
      ],
      [{ ...READ, Effect: "allow" }, "Syntax errors in policy."],
      [{ ...READ, NotAction: "s3:PutObject" }, "Syntax errors in policy."],
      [{ ...READ, Note: "x" }, "Syntax errors in policy."],
    ];
    for (const [statement, flaw] of flaws) {
      await refused(cloud.make(POLICY, { name: "x", policy: policy({ ...statement }) }), `${creating} ${flaw}`);
    }
    await refused(
      cloud.make(POLICY, { name: "x", policy: policy({ ...READ, Sid: "A" }, { ...READ, Sid: "A" }) }),
      `${creating} Statement IDs (SID) in a single policy must be unique.`,
    );
    await refused(cloud.make(POLICY, { name: "x", policy: "{}" }), `${creating} Syntax errors in policy.`);
  });
});
