import assert from "node:assert/strict";
import { secretId, workflowSource } from "../../../components/gcp/alert-workflow.ts";
import type { RouteSpec } from "../../../tiers/blueprint.ts";
import { gcpBlueprint } from "../../harness/gcp-operations.ts";

const { stack } = gcpBlueprint({ tier: "enterprise" });
const ROUTES: readonly RouteSpec[] = [
  { route: "warning", emails: ["platform@acme.example"], channels: [] },
  {
    route: "critical",
    emails: [],
    channels: [
      { channel: "slack", secretRef: "acme/slack-webhook" },
      { channel: "pagerduty", secretRef: "acme/pagerduty-key" },
    ],
  },
];

type Step = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
interface Source {
  readonly main: { readonly params: readonly string[]; readonly steps: readonly Step[] };
  readonly deliver: { readonly params: readonly string[]; readonly steps: readonly Step[] };
}

const source = JSON.parse(workflowSource(stack, ROUTES)) as Source;

/** Everything that the language evaluates. */
function expressions(value: unknown): readonly string[] {
  if (typeof value === "string") return value.startsWith("${") ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(expressions) : [];
}

describe("the workflow that carries alerts", () => {
  it("has the channels of each route, with the names of their secrets as Secret Manager takes them", () => {
    const [read] = source.main.steps;
    assert.deepEqual((read?.["read"]?.["assign"] as readonly unknown[])[0], {
      channels: {
        warning: [],
        critical: [
          { channel: "slack", secret: "acme-slack-webhook" },
          { channel: "pagerduty", secret: "acme-pagerduty-key" },
        ],
      },
    });
    assert.equal(secretId("acme/slack-webhook"), "acme-slack-webhook");
  });

  it("reads a secret of its own project when an alert comes", () => {
    assert.deepEqual(source.deliver.steps[0], {
      read_secret: {
        call: "googleapis.secretmanager.v1.projects.secrets.versions.accessString",
        args: { project_id: "acme-prod", secret_id: "${channel.secret}", version: "latest" },
        result: "secret",
      },
    });
  });

  it("has a step for every channel that a blueprint can name, and jumps to none that is not there", () => {
    const names = source.deliver.steps.flatMap((step) => Object.keys(step));
    const choose = source.deliver.steps.find((step) => "choose" in step)?.["choose"];
    const targets = (choose?.["switch"] as readonly { next: string }[]).map(({ next }) => next);
    assert.deepEqual(targets, ["send_slack", "send_webhook", "send_pagerduty", "send_sms"]);
    assert.deepEqual(
      targets.filter((target) => !names.includes(target)),
      [],
    );
    for (const target of targets) {
      const step = source.deliver.steps.find((candidate) => target in candidate)?.[target];
      assert.deepEqual([step?.["retry"], step?.["next"]], ["${http.default_retry}", "end"], target);
    }
  });

  it("ends an incident at the pager when it is over", () => {
    const step = source.deliver.steps.find((candidate) => "send_pagerduty" in candidate)?.["send_pagerduty"];
    const { args } = step?.["try"] as { args: { url: string; body: Record<string, unknown> } };
    assert.equal(args.url, "https://events.pagerduty.com/v2/enqueue");
    assert.deepEqual(
      [args.body["event_action"], args.body["dedup_key"], args.body["routing_key"]],
      ['${if(is_over, "resolve", "trigger")}', "${alert_id}", "${secret}"],
    );
  });

  it("lets no channel that fails keep the others from ringing, and names what failed without its address", () => {
    const tell = source.main.steps.find((step) => "tell" in step)?.["tell"]?.["for"] as { steps: readonly Step[] };
    const one = tell.steps[0]?.["tell_one"];
    assert.ok(one !== undefined && "try" in one && "except" in one);
    const check = source.main.steps.find((step) => "check" in step);
    assert.ok(JSON.stringify(check).includes("did not reach"));
    assert.ok(!JSON.stringify(check).includes("secret"));
  });

  it("keeps every expression closed and within 400 characters, and every name apart from the language's own modules", () => {
    for (const expression of expressions(source)) {
      assert.ok(expression.endsWith("}") && expression.length <= 400, expression);
      assert.equal(expression.split('"').length % 2, 1, expression);
    }
    const modules = ["text", "map", "list", "json", "base64", "http", "sys", "time", "math"];
    const assigned = JSON.stringify(source).match(/"assign":\[\{"(\w+)"/g) ?? [];
    for (const name of [...source.deliver.params, ...source.main.params, ...assigned])
      assert.ok(!modules.includes(name), name);
  });
});
