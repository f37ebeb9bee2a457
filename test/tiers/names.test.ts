import assert from "node:assert/strict";
import fc from "fast-check";
import { LABEL_VALUE, labelValue, resourceLabels } from "../../tiers/labels.ts";
import { physicalName } from "../../tiers/names.ts";
import { InvalidInput } from "../../tiers/problem.ts";
import { parseStackName, stackName } from "../../tiers/stack-name.ts";
import { TENANT_ID } from "../../tiers/tenant-spec.ts";
import { ENVIRONMENTS } from "../../tiers/vocabulary.ts";
import { resolveSample } from "./sample-tenants.ts";

const tenant = fc.stringMatching(/^[a-z][a-z0-9-]{1,22}[a-z0-9]$/).filter((id) => !id.includes("--"));
const environment = fc.constantFrom(...ENVIRONMENTS);
const bucket = fc.constantFrom("data", "archive", "audit", "data-replica");
const region = fc.constantFrom("eu-west-1", "ap-southeast-2", "us-gov-west-1");
const place = fc.tuple(tenant, environment, bucket, fc.constantFrom("111122223333", "444455556666"), region);

describe("physical names", () => {
  it("are the parts as they are while they fit", () => {
    assert.equal(physicalName(["acme", "production", "data"], 63), "acme-production-data");
    assert.equal(
      physicalName(["acme", "production", "data", "111122223333", "eu-west-1"], 63),
      "acme-production-data-111122223333-eu-west-1",
    );
  });

  it("end in a fingerprint when they are cut, the same one every time", () => {
    const parts = ["a-tenant-of-24-letters-x", "disaster-recovery", "data-replica", "111122223333", "ap-southeast-2"];
    assert.equal(physicalName(parts, 63), "a-tenant-of-24-letters-x-disaster-recovery-data-repl-b9fdc9a42f");
    assert.equal(physicalName(parts, 63).length, 63);
  });

  it("end in a fingerprint when a part is not legal as it is", () => {
    assert.match(physicalName(["acme--shop", "data"], 63), /^acme-shop-data-[0-9a-f]{10}$/);
    assert.notEqual(physicalName(["acme--shop", "data"], 63), physicalName(["acme-shop", "data"], 63));
  });

  it("are within the limit and legal for every store", () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 16, max: 64 }), (parts, limit) => {
        const name = physicalName(parts, limit);
        assert.ok(name.length <= limit);
        assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
    );
  });

  it("differ where tenant, environment, role, account or region differ", () => {
    fc.assert(
      fc.property(place, place, fc.constantFrom(40, 63), (one, other, limit) => {
        assert.equal(physicalName(one, limit) === physicalName(other, limit), one.join("\0") === other.join("\0"));
      }),
      { numRuns: 500 },
    );
  });

  it("need parts, and room for the fingerprint", () => {
    assert.throws(() => physicalName([], 63), RangeError);
    assert.throws(() => physicalName(["acme", ""], 63), RangeError);
    assert.throws(() => physicalName(["acme"], 15), RangeError);
  });
});

describe("labels", () => {
  it("are eight on every resource", () => {
    const { labels } = resolveSample().blueprint;
    assert.deepEqual(resourceLabels(labels, "database", "confidential"), {
      tenant: "acme",
      tier: "premium",
      environment: "production",
      region: "eu-west-1",
      owner: "platform-acme-example",
      "managed-by": "leasehold",
      component: "database",
      "data-class": "confidential",
    });
  });

  it("are legal on all clouds, whatever the owner's address", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        assert.match(labelValue(address), LABEL_VALUE);
      }),
    );
    assert.match(labelValue(`${"long".repeat(30)}@acme.example`), LABEL_VALUE);
  });
});

describe("stack names", () => {
  it("are split at the longest environment", () => {
    assert.deepEqual(parseStackName("acme-production"), { tenant: "acme", environment: "production" });
    assert.deepEqual(parseStackName("acme-disaster-recovery"), { tenant: "acme", environment: "disaster-recovery" });
  });

  it("come back as they were made", () => {
    fc.assert(
      fc.property(tenant, environment, (id, name) => {
        fc.pre(!id.startsWith("cell-") && !id.startsWith("account-"));
        assert.deepEqual(parseStackName(stackName(id, name)), { tenant: id, environment: name });
      }),
    );
  });

  it("come from ids as tenant files have them", () => {
    assert.ok(TENANT_ID.test("acme"));
    assert.ok(TENANT_ID.test("acme-2-go"));
    assert.ok(!TENANT_ID.test("acme--2"));
  });

  for (const [name, reason] of [
    [
      "cell-one-production",
      "names that start with cell- are shared infrastructure of pooled tenants, which is not available yet; choose a tenant's stack",
    ],
    [
      "account-main",
      "names that start with account- are the baseline of an account, which has no tenant and no environment; choose a tenant's stack",
    ],
    [
      "acme",
      "expected <tenant>-<environment> with one of development, test, staging, production, disaster-recovery; for example acme-production",
    ],
    [
      "acme-prod",
      "expected <tenant>-<environment> with one of development, test, staging, production, disaster-recovery; for example acme-production",
    ],
    [
      "Acme-production",
      "expected a tenant id before -production: 3 to 24 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen",
    ],
    [
      "-production",
      "expected a tenant id before -production: 3 to 24 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen",
    ],
  ] as const) {
    it(`refuse ${name}`, () => {
      assert.throws(
        () => parseStackName(name),
        (error) => {
          assert.ok(error instanceof InvalidInput);
          assert.deepEqual(error.problems, [{ code: "stack-name", path: "", message: `stack "${name}": ${reason}` }]);
          return true;
        },
      );
    });
  }
});
