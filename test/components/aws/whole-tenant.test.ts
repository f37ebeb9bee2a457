/** What must hold for a whole tenant of every dedicated tier, whoever made the resource. */
import assert from "node:assert/strict";
import { DATA_CLASSES } from "../../../tiers/vocabulary.ts";
import { isTaggable, ofType, policiesOf, tagsOf } from "../../harness/aws-recording.ts";
import type { PolicyStatement } from "../../harness/aws-recording.ts";
import type { Recording, Registration } from "../../harness/recorded-registrations.ts";
import { recordStack } from "../../harness/whole-tenant.ts";

const STACKS = {
  standard: "globex-production",
  premium: "acme-production",
  enterprise: "cyberdyne-production",
  "enterprise-plus": "soylent-production",
  "white-label": "vandelay-production",
} as const;

const LABELS = ["tenant", "tier", "environment", "region", "component", "owner", "data-class", "managed-by"] as const;
const LEGAL_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether an IAM pattern covers a text that may hold patterns itself: `*` any run, `?` any one character. */
function covers(pattern: string, text: string): boolean {
  const escaped = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "s").test(text);
}

function list(values: string | readonly string[] | undefined): readonly string[] {
  return values === undefined ? [] : [values].flat();
}

function allows(boundary: readonly PolicyStatement[], action: string, resource: string): boolean {
  return boundary.some(
    ({ Effect, Action, Resource }) =>
      Effect === "Allow" &&
      list(Action).some((pattern) => covers(pattern, action)) &&
      list(Resource).some((pattern) => covers(pattern, resource)),
  );
}

/** `store: action on resource` for each right that is granted to a workload and cut off by the boundary. */
function cutOff(recording: Recording<unknown>): readonly string[] {
  const policy = ofType(recording, "aws:iam/policy:Policy").find(({ name }) => name.endsWith("-identity-boundary"));
  const boundary = policy === undefined ? [] : policiesOf(policy).flatMap(({ statements }) => statements);
  return workloadGrants(recording).flatMap((grant) =>
    policiesOf(grant)
      .flatMap(({ statements }) => statements)
      .flatMap(({ Action, Resource }) =>
        list(Action).flatMap((action) => list(Resource).map((resource) => ({ action, resource }))),
      )
      .filter(({ action, resource }) => !allows(boundary, action, resource))
      .map(({ action, resource }) => `${grant.name}: ${action} on ${resource}`),
  );
}

/** Inline policies that stores attach to the roles of workloads, which carry the boundary. */
function workloadGrants(recording: Recording<unknown>): readonly Registration[] {
  const bounded = ofType(recording, "aws:iam/role:Role").filter(
    ({ inputs }) => inputs["permissionsBoundary"] !== undefined,
  );
  const names = new Set(bounded.map(({ inputs }) => inputs["name"]));
  return ofType(recording, "aws:iam/rolePolicy:RolePolicy").filter(({ inputs }) => names.has(inputs["role"]));
}

for (const [tier, stack] of Object.entries(STACKS)) {
  describe(`a whole tenant of tier ${tier}`, () => {
    let recording: Recording<unknown>;
    before(async () => {
      recording = await recordStack(stack);
    });

    it("carries the eight labels, in legal form, on everything that can carry labels", () => {
      const taggable = recording.registrations.filter(({ type }) => isTaggable(type));
      assert.ok(taggable.length > 50);
      const wrong = taggable.flatMap((registration) => {
        const tags = tagsOf(recording, registration);
        return LABELS.filter((label) => !LEGAL_LABEL.test(tags[label] ?? "")).map(
          (label) => `${registration.name} ${label}=${String(tags[label])}`,
        );
      });
      assert.deepEqual(wrong, []);
      const classes = new Set(taggable.map((registration) => tagsOf(recording, registration)["data-class"]));
      assert.deepEqual(
        [...classes].filter((found) => !DATA_CLASSES.some((known) => known === found)),
        [],
      );
    });

    it("has an explicit provider and a component as parent for every resource", () => {
      const orphans = recording.registrations
        .filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"))
        .filter(
          ({ provider, parent }) => !(["aws", "random"].includes(provider ?? "") && parent?.startsWith(`${stack}-`)),
        );
      assert.deepEqual(
        orphans.map(({ name }) => name),
        [],
      );
    });

    it("opens nothing to everyone: every such permission has a condition", () => {
      const open = recording.registrations.flatMap((registration) =>
        policiesOf(registration)
          .flatMap(({ statements }) => statements)
          .filter(({ Effect, Principal, Condition }) => {
            const everyone = list(Principal?.["AWS"]).includes("*");
            return Effect === "Allow" && everyone && Object.keys(Condition ?? {}).length === 0;
          })
          .map(({ Sid }) => `${registration.name} ${Sid}`),
      );
      assert.deepEqual(open, []);
    });

    it("gives each policy statement a name of its own in its policy", () => {
      const doubled = recording.registrations.flatMap((registration) =>
        policiesOf(registration).flatMap(({ statements }) => {
          const sids = statements.map(({ Sid }) => Sid);
          return sids.filter((sid, index) => sids.indexOf(sid) !== index || !/^[A-Za-z0-9]+$/.test(sid));
        }),
      );
      assert.deepEqual(doubled, []);
    });

    it("grants its workloads only what the permissions boundary lets through", () => {
      assert.ok(workloadGrants(recording).length >= 8);
      assert.deepEqual(cutOff(recording), []);
    });

    it("names nothing outside the partition of its region", () => {
      const partition = stack.startsWith("cyberdyne") ? "aws-us-gov" : "aws";
      const named = recording.registrations.flatMap(({ name, inputs }) =>
        [...JSON.stringify(inputs).matchAll(/arn:(aws[a-z-]*):/g)].map(([, found]) => `${name} ${found}`),
      );
      assert.ok(named.length > 100);
      assert.deepEqual(
        named.filter((entry) => !entry.endsWith(` ${partition}`)),
        [],
      );
    });

    it("keeps the inline policies of each role within the 10,240 characters of AWS", () => {
      const lengths = new Map<unknown, number>();
      for (const registration of ofType(recording, "aws:iam/rolePolicy:RolePolicy")) {
        const role = registration.inputs["role"];
        const length = policiesOf(registration).reduce((sum, { text }) => sum + text.length, 0);
        lengths.set(role, (lengths.get(role) ?? 0) + length);
      }
      assert.deepEqual(
        [...lengths].filter(([, length]) => length > 10_240),
        [],
      );
    });
  });
}
