import assert from "node:assert/strict";
import { makeNetwork } from "./aws-fixtures.ts";
import { ACCOUNT, refused, SimulatedAws } from "./simulated-aws.ts";

const PARAMETERS = "elasticache/parameterGroup:ParameterGroup";
const SUBNETS = "elasticache/subnetGroup:SubnetGroup";
const USER = "elasticache/user:User";
const USERS = "elasticache/userGroup:UserGroup";

function cache(doing: string, operation: string, status = 400): string {
  return `${doing}: operation error ElastiCache: ${operation}, https response error StatusCode: ${status},`;
}

describe("the simulated ElastiCache: groups and users", () => {
  it("know families and parameters of Valkey", async () => {
    const cloud = new SimulatedAws();
    await refused(
      cloud.make(PARAMETERS, { name: "x", family: "valkey9" }),
      `${cache("creating ElastiCache Parameter Group (x)", "CreateCacheParameterGroup")} api error InvalidParameterValue: CacheParameterGroupFamily valkey9 is not a valid parameter group family.`,
    );
    const modifying = cache("modifying ElastiCache Parameter Group (x)", "ModifyCacheParameterGroup");
    const make = (name: string, value: string) =>
      cloud.make(PARAMETERS, { name: "x", family: "valkey8", parameters: [{ name, value }] });
    await refused(
      make("maxmemory", "1"),
      `${modifying} api error InvalidParameterValue: The parameter maxmemory does not exist.`,
    );
    await refused(
      make("acl-pubsub-default", "none"),
      `${modifying} api error InvalidParameterValue: The parameter value none for parameter acl-pubsub-default is not valid; allowed values are: allchannels,resetchannels`,
    );
    await make("acl-pubsub-default", "resetchannels");
  });

  it("take access strings in Valkey's language", () => {
    const cloud = new SimulatedAws();
    const user = (accessString: string): readonly string[] =>
      cloud.failures(USER, { userId: "acme-app", userName: "acme-app", engine: "valkey", accessString });
    assert.deepEqual(user("on ~acme:* &acme:* +@all -@admin -@dangerous +info +cluster|nodes"), []);
    assert.deepEqual(user("on ~* @all"), [
      `accessString: invalid value for access_string (Access String has invalid syntax at "@all")`,
    ]);
  });

  it("let users log in by identity under one name, or by at most two passwords", async () => {
    const cloud = new SimulatedAws();
    const creating = cache("creating ElastiCache User (acme-app)", "CreateUser");
    const make = (change: object) =>
      cloud.make(USER, {
        userId: "acme-app",
        userName: "acme-app",
        engine: "valkey",
        accessString: "on ~* +@all",
        ...change,
      });
    await refused(
      make({ userName: "other", authenticationMode: { type: "iam" } }),
      `${creating} api error InvalidParameterCombination: For IAM authentication enabled users, the user name must be identical to the user ID.`,
    );
    await refused(
      make({}),
      `${creating} api error InvalidParameterCombination: Passwords must be provided for users with authentication mode password.`,
    );
    const password = "correct-horse-battery";
    await refused(make({ passwords: [password, password, password] }), "a user can have at most 2 passwords");
    await refused(make({ passwords: ["short"] }), "each password must have 16 to 128 characters");
    await refused(
      make({ passwords: [password], authenticationMode: { type: "iam" } }),
      `${creating} api error InvalidParameterCombination: Passwords can be specified for users with authentication mode password only.`,
    );
    const made = await make({ authenticationMode: { type: "iam" } });
    assert.equal(made.outputs["arn"], `arn:aws:elasticache:eu-west-1:${ACCOUNT}:user:acme-app`);
    await refused(
      make({ authenticationMode: { type: "iam" } }),
      `${creating} UserAlreadyExists: User acme-app already exists.`,
    );
  });

  it("gather users that exist; Redis asks for one named default, Valkey does not", async () => {
    const cloud = new SimulatedAws();
    const creating = cache("creating ElastiCache User Group (users)", "CreateUserGroup");
    await cloud.make(USER, {
      userId: "acme-app",
      userName: "acme-app",
      engine: "valkey",
      accessString: "on ~* +@all",
      authenticationMode: { type: "iam" },
    });
    const make = (userIds: readonly string[], engine = "valkey") =>
      cloud.make(USERS, { userGroupId: "users", engine, userIds });
    await refused(make(["lost"]), `${creating.replace("400", "404")} UserNotFound: User lost not found.`);
    await refused(
      make(["acme-app"], "redis"),
      `${creating} DefaultUserRequired: User group must contain a user with the user name default.`,
    );
    const group = await make(["acme-app"]);
    await refused(make(["acme-app"]), `${creating} UserGroupAlreadyExists: User Group users already exists.`);
    const joining = (userId: string, status: number): string =>
      cache(`creating ElastiCache User Group Association (users,${userId})`, "ModifyUserGroup", status);
    await refused(
      cloud.make("elasticache/userGroupAssociation:UserGroupAssociation", { userGroupId: group.id, userId: "lost" }),
      `${joining("lost", 404)} UserNotFound: User lost not found.`,
    );
    await refused(
      cloud.make("elasticache/userGroupAssociation:UserGroupAssociation", {
        userGroupId: group.id,
        userId: "acme-app",
      }),
      `${cache("creating ElastiCache User Group Association (users,acme-app)", "ModifyUserGroup")} api error InvalidParameterCombination: acme-app is already a member of users.`,
    );
  });

  it("lie in subnets of one VPC", async () => {
    const cloud = new SimulatedAws();
    const [one, other] = [await makeNetwork(cloud), await makeNetwork(cloud, "other")];
    const creating = cache("creating ElastiCache Subnet Group (x)", "CreateCacheSubnetGroup");
    const make = (subnetIds: readonly (string | undefined)[]) => cloud.make(SUBNETS, { name: "x", subnetIds });
    await refused(
      make([one.subnetIds[0], other.subnetIds[0]]),
      `${creating} InvalidSubnet: All the subnets of a cache subnet group must be in the same VPC.`,
    );
    await refused(make(["subnet-0"]), `${creating} InvalidSubnet: The subnet ID 'subnet-0' does not exist`);
    assert.equal((await make(one.subnetIds)).outputs["vpcId"], one.vpc.id);
    await refused(
      make(one.subnetIds),
      `${creating} CacheSubnetGroupAlreadyExists: Cache subnet group x already exists.`,
    );
  });
});
