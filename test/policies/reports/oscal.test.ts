/** What the OSCAL schema does not check: ids, references, and that nothing is claimed beyond what was seen. */
import assert from "node:assert/strict";
import * as z from "zod";
import type { Ledger } from "../../../policies/ledger.ts";
import { controlId, oscalText } from "../../../policies/reports/oscal.ts";
import { RULES } from "../../../policies/rules.ts";
import {
  bareLedger,
  BUCKET,
  ledger,
  ledgerWithHead,
  SECRET,
  verdict,
  VERDICTS,
  WAIVER,
} from "../harness/sample-ledger.ts";

const reference = z.object({ "observation-uuid": z.string() });
const result = z.looseObject({
  uuid: z.string(),
  title: z.string(),
  remarks: z.string().optional(),
  "local-definitions": z
    .object({
      "inventory-items": z.array(
        z.object({
          uuid: z.string(),
          description: z.string(),
          props: z.array(z.object({ name: z.string(), value: z.string() })),
        }),
      ),
    })
    .optional(),
  "reviewed-controls": z.object({
    "control-selections": z.array(
      z.object({
        description: z.string(),
        "include-controls": z.array(z.object({ "control-id": z.string() })).default([]),
      }),
    ),
  }),
  observations: z
    .array(
      z.looseObject({
        uuid: z.string(),
        title: z.string(),
        description: z.string(),
        subjects: z
          .array(z.looseObject({ "subject-uuid": z.string(), title: z.string(), remarks: z.string() }))
          .default([]),
      }),
    )
    .default([]),
  findings: z
    .array(
      z.object({
        uuid: z.string(),
        title: z.string(),
        description: z.string(),
        target: z.looseObject({
          "target-id": z.string(),
          status: z.object({ state: z.string(), reason: z.string(), remarks: z.string().optional() }),
        }),
        "related-observations": z.array(reference),
      }),
    )
    .default([]),
});
const document = z.object({
  "assessment-results": z.looseObject({
    uuid: z.string(),
    "import-ap": z.object({ href: z.string() }),
    results: z.array(result),
    "back-matter": z.object({ resources: z.array(z.looseObject({ uuid: z.string() })) }),
  }),
});

function read(judged: Ledger): z.output<typeof document>["assessment-results"] {
  return document.parse(JSON.parse(oscalText(judged, RULES)))["assessment-results"];
}

/** Clause → state and reason. */
function statesOf(judged: Ledger, title: RegExp): Readonly<Record<string, string>> {
  const [first, ...more] = read(judged).results.filter((one) => title.test(one.title));
  assert.ok(first !== undefined && more.length === 0);
  return Object.fromEntries(
    first.findings.map(({ target }) => [target["target-id"], `${target.status.state} ${target.status.reason}`]),
  );
}

describe("OSCAL assessment results", () => {
  it("give every thing an id of its own, the same in every run and another for another stack or day", () => {
    const text = oscalText(ledger(), RULES);
    const ids = [...text.matchAll(/"uuid": "([^"]+)"/g)].map(([, id]) => id ?? "");
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));
    assert.equal(oscalText(ledger(), RULES), text);
    for (const change of [{ stack: "acme-staging" }, { today: "2026-11-22" }]) {
      const others = oscalText(ledgerWithHead(change), RULES);
      assert.deepEqual(
        ids.filter((id) => others.includes(id)),
        [],
      );
    }
  });

  it("resolve every reference inside their own result, and the plan in the back matter", () => {
    const { results, "import-ap": plan, "back-matter": matter } = read(ledger());
    assert.equal(plan.href, `#${matter.resources[0]?.uuid ?? ""}`);
    assert.equal(results.length, 3);
    let references = 0;
    for (const one of results) {
      const observations = new Set(one.observations.map(({ uuid }) => uuid));
      const items = new Set(one["local-definitions"]?.["inventory-items"].map(({ uuid }) => uuid));
      const related = one.findings.flatMap((finding) =>
        finding["related-observations"].map((to) => to["observation-uuid"]),
      );
      const subjects = one.observations.flatMap((observation) => observation.subjects.map((to) => to["subject-uuid"]));
      assert.deepEqual(
        related.filter((uuid) => !observations.has(uuid)),
        [],
      );
      assert.deepEqual(
        subjects.filter((uuid) => !items.has(uuid)),
        [],
      );
      assert.deepEqual(
        [...items].filter((uuid) => !subjects.includes(uuid)),
        [],
      );
      references += related.length + subjects.length;
    }
    assert.ok(references > 20, `${references} references`);
  });

  it("name the resources that do not pass, with the reason, and leave what is not applicable out", () => {
    const fedramp = read(ledger()).results[0];
    assert.ok(fedramp !== undefined);
    assert.deepEqual(
      fedramp["local-definitions"]?.["inventory-items"].map(({ props }) => props),
      [SECRET, BUCKET].map((value) => [{ name: "asset-id", value }]),
    );
    assert.deepEqual(
      fedramp.observations.map(({ title }) => title.split(" ")[0]),
      ["BCK-06", "ENC-08", "GOV-01", "SEC-01", "TLS-04"],
    );
    const failing = fedramp.observations[1];
    assert.equal(failing?.description, "1 fail, of 1 judged resource.");
    assert.deepEqual(
      failing.subjects.map(({ title, remarks }) => [title, remarks]),
      [["acme-secret: fail", "kmsKeyId: got nothing; set kmsKeyId (fedramp asks for it)"]],
    );
  });

  it("call a clause satisfied only where rules check all of it, and every one of them had its say", () => {
    // SC-8 is checked whole, by NET-15, ENC-11 and TLS-01 to TLS-05; IA-5(1) in part, by NET-15 and TLS-04.
    const states = statesOf(ledger([verdict("TLS-04")]), /FedRAMP/);
    assert.deepEqual(states, {
      "ac-17.2_obj": "satisfied pass",
      "sc-8_obj": "satisfied pass",
      "sc-8.1_obj": "satisfied pass",
    });
    assert.deepEqual(statesOf(bareLedger([verdict("TLS-04")]), /FedRAMP/), {});
    // AU-11 by LOG-03 and GOV-03: what holds of one is no more when the other cannot be known.
    assert.deepEqual(
      statesOf(ledger([verdict("LOG-03"), verdict("GOV-03", { outcome: "unknown", properties: ["x"] })]), /FedRAMP/),
      {},
    );
  });

  it("claim nothing for a part that holds, nor for a rule that was withheld from the stack", () => {
    assert.deepEqual(statesOf(ledger([verdict("TLS-04")]), /General Data Protection/), {});
    // SC-28 by sixteen rules, ENC-02, ENC-04 and ENC-07 among them, which are for regulated tenants.
    const whole = [verdict("ENC-01")];
    assert.equal(statesOf(ledger(whole), /FedRAMP/)["sc-28_obj"], "satisfied pass");
    assert.equal(statesOf(ledgerWithHead({ regulated: false }, whole), /FedRAMP/)["sc-28_obj"], undefined);
  });

  it("claim nothing from a run that did not end, and say so", () => {
    const stopped = ledger([verdict("TLS-04")], { complete: false });
    assert.deepEqual(statesOf(stopped, /FedRAMP/), {});
    assert.deepEqual(
      read(stopped).results.map(({ remarks }) => remarks),
      new Array(3).fill("Incomplete: the run was stopped before every rule had spoken, which is no pass."),
    );
    assert.equal(read(bareLedger([])).results[0]?.remarks, "Incomplete: nothing was evaluated, which is no pass.");
  });

  it("show what a waiver hides as not satisfied, and what it hides without need not at all", () => {
    const waived = verdict("SEC-01", { outcome: "waived", waiver: WAIVER });
    const { results } = read(ledger([waived]));
    const finding = results[0]?.findings.find(({ target }) => target["target-id"] === "ac-2.1_obj");
    assert.deepEqual(finding?.target.status, {
      state: "not-satisfied",
      reason: "other",
      remarks: "Would fail without a waiver; the observations name it.",
    });
    assert.equal(results[0]?.observations[0]?.subjects[0]?.remarks, "waived until 2027-02-28 (LH-101), would fail");
    const needless = verdict("SEC-01", { outcome: "waived", waiver: { ...WAIVER, would: "pass" } });
    assert.deepEqual(statesOf(ledger([needless]), /FedRAMP/), {});
  });

  it("keep clauses of which rules see a part apart from those that they check whole", () => {
    const [fedramp] = read(ledger([verdict("TLS-04")])).results;
    assert.deepEqual(
      fedramp?.["reviewed-controls"]["control-selections"].map((one) => [
        one.description,
        one["include-controls"].map((control) => control["control-id"]),
      ]),
      [
        ["Clauses that rules check whole, for declared resources.", ["ac-17.2", "sc-8", "sc-8.1"]],
        [
          "Clauses of which rules check a part: no violation found does not satisfy them.",
          ["au-9.3", "ca-9", "ia-5.1", "sc-7.4", "sc-13"],
        ],
      ],
    );
  });

  it("name clauses as NIST does where it does, and with legal ids elsewhere", () => {
    assert.equal(controlId("fedramp", "AC-2(1)"), "ac-2.1");
    assert.equal(controlId("gdpr", "Art.32(1)(b)"), "gdpr_Art.32-1-b");
    assert.equal(controlId("hipaa", "164.308(a)(1)(ii)(A)"), "hipaa_164.308-a-1-ii-A");
    assert.equal(controlId("pci-dss", "1.2.1"), "pci-dss_1.2.1");
  });

  it("say so where no framework applies", () => {
    const { results } = read(ledgerWithHead({ frameworks: [] }, VERDICTS));
    assert.deepEqual(
      results.map(({ title }) => title),
      ["No framework applies"],
    );
  });
});
