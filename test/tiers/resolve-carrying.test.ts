import assert from "node:assert/strict";
import { formatProblem } from "../../tiers/problem.ts";
import { FRAMEWORKS } from "../../tiers/vocabulary.ts";
import { assertRefused, problemsOf, resolveSample } from "./sample-tenants.ts";

describe("a framework that the tier cannot carry", () => {
  it("is refused with what it asks for and the tier that carries it", () => {
    assertRefused({ tier: "free", frameworks: "[hipaa]" }, [
      [
        "framework-tier",
        "acme.yaml:10:14: frameworks[0]: got hipaa, expected a framework that tier free can carry; it asks for stack.isolation dedicated or dedicated-account (no pool), network.flowLogs true (every connection is recorded), audit.threatDetection true (threats are detected) and 7 more; choose tier standard or remove it",
      ],
    ]);
  });

  it("is every one on a slice of a cell, each with a problem of its own", () => {
    for (const [index, framework] of FRAMEWORKS.entries()) {
      const problems = problemsOf({
        tier: "free",
        region: "us-east-1",
        residency: "[us]",
        frameworks: `[${framework}]`,
      });
      assert.deepEqual(
        problems.map(({ code, path }) => [code, path]),
        [["framework-tier", "frameworks[0]"]],
        `${index} ${framework}`,
      );
    }
  });

  it("is none from standard on", () => {
    const frameworks = `[${FRAMEWORKS.join(", ")}]`;
    assert.deepEqual(problemsOf({ tier: "standard", region: "us-east-1", residency: "[us]", frameworks }), []);
  });
});

describe("the security level", () => {
  it("is the tier's when the tenant asks for less", () => {
    const { blueprint, decisions } = resolveSample({ securityLevel: "basic" });
    assert.equal(blueprint.stack.securityLevel, "enhanced");
    assert.deepEqual(
      decisions
        .find(({ path }) => path === "stack.securityLevel")
        ?.steps.map(({ source, value, note }) => [source, value, note]),
      [
        ["tier premium", "enhanced", undefined],
        ["tenant acme", "enhanced", "at least basic"],
      ],
    );
  });

  it("is the tenant's when it asks for more, and its constraints hold", () => {
    const { blueprint } = resolveSample({ securityLevel: "maximum" });
    assert.equal(blueprint.stack.securityLevel, "maximum");
    assert.deepEqual(
      [blueprint.network.egress, blueprint.audit.immutable, blueprint.objects.buckets.map(({ name }) => name)],
      ["allow-list", true, ["data", "archive", "audit"]],
    );
  });

  it("is refused where the tier cannot carry it", () => {
    assertRefused({ securityLevel: "classified" }, [
      [
        "out-of-range",
        "acme.yaml:10:16: securityLevel: got classified, expected enhanced or maximum for tier premium; lower it, or choose tier enterprise (enhanced or maximum or classified)",
      ],
    ]);
  });

  it("tells which of its clauses nothing keeps yet", () => {
    assert.deepEqual(
      resolveSample({ securityLevel: "maximum" }).warnings.map((warning) => [warning.code, formatProblem(warning)]),
      [
        [
          "not-kept",
          "acme.yaml:10:16: securityLevel: security level maximum asks for mutual TLS between services, which nothing here keeps yet; keep it by other means",
        ],
      ],
    );
    assert.deepEqual(resolveSample().warnings, []);
  });

  it("tells so at the tier where the tier brings the level", () => {
    assert.deepEqual(resolveSample({ tier: "enterprise" }).warnings.map(formatProblem), [
      "acme.yaml:3:7: tier: security level maximum asks for mutual TLS between services, which nothing here keeps yet; keep it by other means",
    ]);
  });
});

describe("a contract", () => {
  it("may lower the level of enterprise within its range, unless the tenant asks for more", () => {
    const overrides = "{ stack: { securityLevel: enhanced } }";
    assert.equal(resolveSample({ tier: "enterprise", overrides }).blueprint.stack.securityLevel, "enhanced");
    assert.equal(
      resolveSample({ tier: "enterprise", overrides, securityLevel: "maximum" }).blueprint.stack.securityLevel,
      "maximum",
    );
  });
});

describe("an add-on", () => {
  it("is refused for a tier that cannot carry it", () => {
    assertRefused({ tier: "free", addOns: "{ whiteLabel: { domain: studio.acme.example } }" }, [
      [
        "not-overridable",
        "acme.yaml:10:11: addOns.whiteLabel: got whiteLabel, expected no such add-on for tier free; remove it, or choose standard, premium, enterprise, enterprise-plus or white-label",
      ],
    ]);
  });

  it("opens an edge of its own behind a firewall", () => {
    const { edge } = resolveSample({ addOns: "{ whiteLabel: { domain: studio.acme.example } }" }).blueprint;
    assert.deepEqual(edge, { domain: "studio.acme.example", webApplicationFirewall: true, maxConnections: 10_000 });
  });
});

describe("alert channels", () => {
  it("that the tier does not use are told", () => {
    const contacts =
      "{ owner: a@acme.example, security: b@acme.example, billing: c@acme.example, channels: { sms: { secretRef: acme/numbers } } }";
    assert.deepEqual(resolveSample({ contacts }).warnings.map(formatProblem), [
      "acme.yaml:7:99: contacts.channels.sms: got sms, expected email, slack, webhook for tier premium; it is not used until the tier or monitoring.channels allows it",
    ]);
  });
});
