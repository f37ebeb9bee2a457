import assert from "node:assert/strict";
import { explain } from "../../tiers/explain.ts";
import { assertRefused, resolveSample } from "./sample-tenants.ts";

const WITHOUT_CHANNELS =
  "{ owner: platform@acme.example, security: security@acme.example, billing: billing@acme.example }";
const NONE =
  "acme.yaml:7:1: contacts.channels.pagerduty: got none, expected at least one of pagerduty, sms, webhook or slack for tier enterprise, " +
  "whose critical alerts must reach a person at any hour; add contacts.channels.pagerduty: { secretRef: <scope/name> }, or set monitoring.channels to [email]";

describe("alert routes", () => {
  it("tell the owner, who answers for security, and the channels for which the tenant names a secret", () => {
    const pagerduty = [{ channel: "pagerduty", secretRef: "acme/pagerduty-key" }];
    assert.deepEqual(resolveSample({ tier: "enterprise" }).blueprint.monitoring.routes, [
      { route: "warning", emails: ["platform@acme.example"], channels: [] },
      { route: "critical", emails: ["platform@acme.example"], channels: pagerduty },
      { route: "security", emails: ["security@acme.example"], channels: pagerduty },
    ]);
    assert.deepEqual(
      resolveSample({ tier: "standard" }).blueprint.monitoring.routes.map(({ route }) => route),
      ["warning", "critical"],
    );
    assert.deepEqual(resolveSample({ tier: "free" }).blueprint.monitoring.routes, []);
  });

  it("are refused where a tier wakes people and the tenant names no way to", () => {
    const tenant = { tier: "enterprise", contacts: WITHOUT_CHANNELS };
    assertRefused(tenant, [["missing-key", NONE]]);
    assertRefused({ ...tenant, overrides: "{ monitoring: { channels: [email] } }" }, []);
    assertRefused(tenant, [], "staging");
  });

  it("are refused where the tenant asks for a channel and gives no secret for it", () => {
    assertRefused({ overrides: "{ monitoring: { channels: [email, webhook] } }" }, [
      [
        "missing-key",
        "acme.yaml:7:1: contacts.channels.webhook: got none, expected the secret with its address or key, since monitoring.channels names webhook; " +
          "add contacts.channels.webhook: { secretRef: <scope/name> }, or take webhook out of monitoring.channels",
      ],
    ]);
  });
});

describe("text messages on Azure", () => {
  const azure = { cloud: "azure", region: "westeurope", account: "22222222-3333-4444-5555-666666666666" };
  const contacts = (channels: string) => WITHOUT_CHANNELS.replace(" }", `, channels: { ${channels} } }`);
  const PAGER = "pagerduty: { secretRef: acme/pagerduty-key }";
  const refusal = (place: string, where: string) =>
    `acme.yaml:${place}: contacts.channels.sms: got sms, expected no text messages on azure, where numbers cannot be kept as a secret; ` +
    `use pagerduty, which sends them, and take sms out of ${where}`;

  it("are refused where the tenant names numbers or asks for them, before an engine starts", () => {
    const numbers = contacts(`${PAGER}, sms: { secretRef: acme/numbers }`);
    assertRefused({ ...azure, tier: "enterprise", contacts: numbers }, [
      ["infeasible", refusal("7:165", "contacts.channels")],
    ]);
    const overrides = "{ monitoring: { channels: [email, pagerduty, sms] } }";
    assertRefused({ ...azure, tier: "enterprise", contacts: contacts(PAGER), overrides }, [
      ["infeasible", refusal("7:107", "monitoring.channels")],
    ]);
  });

  it("are no way to wake somebody, and passed over where nobody asks for them", () => {
    const none = NONE.replace("pagerduty, sms, webhook", "pagerduty, webhook");
    assertRefused({ ...azure, tier: "enterprise", contacts: WITHOUT_CHANNELS }, [["missing-key", none]]);
    assertRefused({ ...azure, tier: "enterprise", contacts: contacts(PAGER) }, []);
  });
});

describe("alerts of a stack", () => {
  it("follow the tier's metric sets and what the stack has", () => {
    const idsOf = (tier: string) => resolveSample({ tier }).blueprint.monitoring.alerts.map(({ id }) => id);
    assert.equal(idsOf("standard").includes("cache-memory-high"), false);
    assert.equal(idsOf("premium").includes("cache-memory-high"), true);
    assert.equal(idsOf("premium").includes("audit-log-silent"), false);
    assert.equal(idsOf("enterprise").includes("audit-log-silent"), true);
    assert.deepEqual([idsOf("standard").length, idsOf("premium").length, idsOf("enterprise").length], [12, 20, 26]);
    assert.deepEqual(idsOf("free"), []);
  });

  it("have no account-wide ones where the account was shared at the first up", () => {
    const { floors } = resolveSample({ tier: "premium" });
    const { blueprint } = resolveSample({ tier: "enterprise" }, "production", floors);
    const { alerts, unseen } = blueprint.monitoring;
    assert.equal(blueprint.audit.trail, "account");
    assert.equal(
      alerts.find(({ id }) => id === "audit-log-silent"),
      undefined,
    );
    assert.deepEqual(
      unseen.filter(({ alert }) => alert === "audit-log-silent").map(({ reason }) => reason),
      ["the organisation's trail belongs to the account baseline, which watches it"],
    );
  });

  it("tell where a threshold comes from", () => {
    const overrides = "{ database: { maxConnections: 800 } }";
    const { leaves } = explain(resolveSample({ overrides }), "monitoring.alerts.connections-high.signals");
    assert.deepEqual(
      leaves[0]?.steps.map(({ source, note }) => [source, note]),
      [
        ["tier premium", undefined],
        ["tenant acme", undefined],
        ["derived", "thresholds from maxConnections (alert catalogue connections-high)"],
      ],
    );
    const severity = explain(resolveSample(), "monitoring.alerts.deadlocks.severity").leaves[0];
    assert.equal(severity?.value, "warning");
    assert.match(severity.steps[0]?.at ?? "", /^tiers\/data\/alerts\.yaml:\d+$/);
  });

  it("are the same objects for tenants with the same limits", () => {
    const one = resolveSample({ tenant: "acme" }).blueprint.monitoring.alerts;
    const other = resolveSample({ tenant: "globex" }).blueprint.monitoring.alerts;
    assert.ok(one.length > 0 && one.every((alert, index) => alert === other[index]));
  });

  it("come with a Prometheus where the tier has a cluster, kept as long as the tier's numbers", () => {
    assert.equal(resolveSample({ tier: "standard" }).blueprint.monitoring.prometheus, undefined);
    assert.equal(resolveSample({ tier: "premium" }).blueprint.monitoring.prometheus?.retentionDays, 90);
    assert.equal(resolveSample({ tier: "enterprise" }).blueprint.monitoring.prometheus?.retentionDays, 730);
  });
});
