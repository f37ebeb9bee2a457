import assert from "node:assert/strict";
import { ZONES } from "../../../tiers/vocabulary.ts";
import { find, inputsWithout, ofType, policiesOf, statementOf } from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import { recordNetwork } from "../../harness/recorded-foundation.ts";
import { recordStack } from "../../harness/whole-tenant.ts";

describe("private endpoints", () => {
  it("route object storage through the application subnets' tables in every tier", async () => {
    const { inputs } = find(await recordNetwork(fixture("standard")), "network-endpoint-s3");
    assert.equal(inputs["serviceName"], "com.amazonaws.eu-west-1.s3");
    assert.equal(inputs["vpcEndpointType"], "Gateway");
    assert.deepEqual(
      inputs["routeTableIds"],
      ZONES.map((zone) => `acme-production-network-route-table-application-${zone}-id`),
    );
  });

  it("let object storage be used as this account, on the stack's own buckets", async () => {
    const endpoint = find(await recordNetwork(fixture("standard")), "network-endpoint-s3");
    assert.deepEqual(statementOf(endpoint, "OwnBucketsAsOwnAccount"), {
      Sid: "OwnBucketsAsOwnAccount",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "s3:*",
      Resource: ["arn:aws:s3:::acme-production-*", "arn:aws:s3:::acme-production-*/*"],
      Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333", "aws:ResourceAccount": "111122223333" } },
    });
  });

  it("stand in the active zones' application subnets and answer under the services' own names", async () => {
    const premium = fixture("premium");
    const recording = await recordNetwork({ ...premium, network: { ...premium.network, activeZones: ["a", "b"] } });
    const endpoint = find(recording, "network-endpoint-ecr-api");
    assert.deepEqual(inputsWithout(endpoint, "policy", "tags"), {
      vpcId: "acme-production-network-vpc-id",
      serviceName: "com.amazonaws.eu-west-1.ecr.api",
      vpcEndpointType: "Interface",
      ipAddressType: "ipv4",
      privateDnsEnabled: true,
      subnetIds: ["acme-production-network-subnet-application-a-id", "acme-production-network-subnet-application-b-id"],
      securityGroupIds: ["acme-production-network-endpoint-group-id"],
    });
  });

  it("serve this account's principals, and those who come to the token service to become one", async () => {
    const recording = await recordNetwork(fixture("premium"));
    const asOwnAccount = (actions: string): unknown => ({
      Sid: "AsOwnAccount",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: actions,
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
    });
    const statements = (service: string): unknown =>
      policiesOf(find(recording, `network-endpoint-${service}`))[0]?.statements;
    assert.deepEqual(statements("monitoring"), [asOwnAccount("cloudwatch:*")]);
    assert.deepEqual(statements("sts"), [
      asOwnAccount("sts:*"),
      {
        Sid: "TokensForOwnRoles",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Resource: "*",
        Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } },
      },
    ]);
  });

  it("have a policy each, in which nothing is open to everyone without a condition", async () => {
    const endpoints = ofType(await recordNetwork(fixture("premium")), "aws:ec2/vpcEndpoint:VpcEndpoint");
    const policies = endpoints.flatMap(policiesOf);
    assert.equal(policies.length, endpoints.length);
    assert.deepEqual(
      policies.flatMap(({ statements }) => statements).filter(({ Condition }) => Condition === undefined),
      [],
    );
  });

  it("are the FIPS ones where the stack speaks FIPS only and a service has a name of its own for it", async () => {
    const premium = fixture("premium");
    const names = async (region: string, fipsEndpoints: boolean): Promise<readonly string[]> => {
      const recording = await recordNetwork({ ...premium, stack: { ...premium.stack, region, fipsEndpoints } });
      return ofType(recording, "aws:ec2/vpcEndpoint:VpcEndpoint")
        .map(({ inputs }) => String(inputs["serviceName"]))
        .sort();
    };
    const services = (region: string, ...list: readonly string[]): readonly string[] =>
      list.map((service) => `com.amazonaws.${region}.${service}`);
    assert.deepEqual(
      await names("us-east-1", false),
      services("us-east-1", "ecr.api", "ecr.dkr", "kms", "logs", "monitoring", "rds", "s3", "secretsmanager", "sts"),
    );
    assert.deepEqual(
      await names("us-east-1", true),
      services(
        "us-east-1",
        "ecr.api",
        "ecr.dkr",
        "kms-fips",
        "logs",
        "monitoring",
        "rds-fips",
        "s3",
        "secretsmanager-fips",
        "sts",
      ),
    );
    assert.deepEqual(
      await names("us-gov-west-1", true),
      services(
        "us-gov-west-1",
        "ecr.api",
        "ecr.dkr",
        "kms-fips",
        "logs",
        "monitoring",
        "rds",
        "s3",
        "secretsmanager-fips",
        "sts",
      ),
    );
  });

  it("exist for every service whose actions a workload is granted, so that none needs the internet", async () => {
    const recording = await recordStack("initech-production");
    const endpoints = ofType(recording, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) =>
      String(inputs["serviceName"]).slice("com.amazonaws.us-east-1.".length),
    );
    const granted = ofType(recording, "aws:iam/rolePolicy:RolePolicy")
      .filter(({ name }) => name.includes("-grant-"))
      .flatMap(policiesOf)
      .flatMap(({ statements }) => statements.flatMap(({ Action }) => [Action ?? []].flat()))
      .map((action) => action.slice(0, action.indexOf(":")));
    // A log-in goes to the store itself.
    const services = new Set(granted.filter((service) => !["rds-db", "elasticache"].includes(service)));
    assert.deepEqual([...services].sort(), ["kms", "rds", "s3", "secretsmanager"]);
    assert.deepEqual(
      [...services].filter((service) => !endpoints.includes(service)),
      [],
    );
  });
});
