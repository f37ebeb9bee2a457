/** The page needs nothing else, says what it must, and can be read by everybody. */
import assert from "node:assert/strict";
import { pageHtml } from "../../../policies/reports/page.ts";
import { COLOURS } from "../../../policies/reports/page-style.ts";
import { RULES } from "../../../policies/rules.ts";
import type { Ledger } from "../../../policies/ledger.ts";
import { bareLedger, ledger, ledgerWithHead, verdict, WAIVER } from "../harness/sample-ledger.ts";

function page(judged: Ledger): string {
  return pageHtml(judged, RULES);
}

/** The words of a part of the page, from its heading to the next one of the same weight. */
function words(judged: Ledger, from = "", to = "</html>"): string {
  const text = page(judged);
  const begin = text.indexOf(from);
  assert.ok(begin >= 0, from);
  const part = text.slice(begin, text.indexOf(to, begin + from.length));
  return part
    .replaceAll(/<style>.*?<\/style>/gs, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ (?=[,:])/g, "")
    .trim();
}

function headline(judged: Ledger): string {
  const [, text] = /<p class="verdict [a-z-]+">\s*([^<]*)/.exec(page(judged)) ?? [];
  return (text ?? "").replaceAll(/\s+/g, " ").trim();
}

/** Relative luminance after WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe("report page", () => {
  it("stands alone: no script, nothing from outside, one style", () => {
    const text = page(ledger());
    assert.deepEqual(text.match(/<script|<link|<img|<iframe|@import|url\(|\son\w+=/g), null);
    assert.deepEqual(text.match(/https?:/g), null);
    assert.equal(text.match(/<style>/g)?.length, 1);
  });

  it("leads every link to a place that is there, and names no place twice", () => {
    const text = page(ledger());
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? "");
    assert.equal(new Set(ids).size, ids.length);
    const links = [...text.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id ?? "");
    assert.deepEqual(
      links.filter((id) => !ids.includes(id)),
      [],
    );
    const contents = text.slice(text.indexOf("<nav"), text.indexOf("</nav>"));
    assert.deepEqual(
      [...contents.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id),
      ["summary", "findings", "waived", "not-covered", "fedramp", "gdpr", "sox", "resources", "rules", "about"],
    );
  });

  it("closes every element that it opens", () => {
    const open: string[] = [];
    const text = page(ledger()).replace(/<style>.*?<\/style>/s, "");
    for (const [, slash, name] of text.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
      if (name === undefined || ["meta", "br"].includes(name)) continue;
      if (slash === "") open.push(name);
      else assert.equal(open.pop(), name);
    }
    assert.deepEqual(open, []);
  });

  it("keeps texts of resources from becoming markup", () => {
    const evil = verdict("TLS-04", {
      urn: 'urn:pulumi:acme-production::leasehold::aws:s3/bucket:Bucket::<script>alert("x")</script>',
      outcome: "fail",
      reasons: [{ property: "a", message: "<b onload='x'>" }],
    });
    const text = page(ledger([evil]));
    assert.deepEqual(text.match(/<script|<b onload/g), null);
    assert.ok(text.includes("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"));
  });

  it("says the whole in one line", () => {
    const fails = { outcome: "fail", reasons: [{ property: "", message: "got nothing; add it" }] } as const;
    const warns = verdict("SEC-01", { ...fails, level: "advisory" });
    const cases: readonly (readonly [string, Ledger])[] = [
      ["No rule found a violation.", ledger([verdict("TLS-04")])],
      ["1 finding warns. None stops an update.", ledger([warns])],
      ["1 finding stops the next update, 1 finding warns.", ledger([verdict("TLS-04", fails), warns])],
      [
        "No violation found so far; 1 verdict waits for values that are not known yet.",
        ledger([verdict("TLS-04", { outcome: "unknown", properties: ["x"] })]),
      ],
      ["Nothing was evaluated, which is no pass.", bareLedger([])],
      ["Nothing was evaluated, which is no pass.", ledger([])],
      [
        "The run was stopped before every rule had spoken, which is no pass.",
        bareLedger([verdict("TLS-04")], { complete: false }),
      ],
    ];
    for (const [expected, judged] of cases) assert.equal(headline(judged), expected);
  });

  it("has a headline per framework that counts violated clauses, and never praises what nobody evaluated", () => {
    const cards = (judged: Ledger): string[] =>
      [...page(judged).matchAll(/<div class="card">.*?<b class="[a-z-]+">\s*([^<]*?)\s*<\/b/gs)].map(
        ([, text]) => text?.replaceAll(/\s+/g, " ") ?? "",
      );
    assert.deepEqual(cards(ledger([verdict("TLS-04")])), [
      "No violation found",
      "No violation found",
      "No violation found",
    ]);
    const failing = verdict("TLS-04", { outcome: "fail", reasons: [] });
    assert.deepEqual(cards(ledger([failing])), ["8 clauses violated", "1 clause violated", "1 clause violated"]);
    const nothing = "Nothing here to judge, which is no pass";
    assert.deepEqual(cards(ledger([])), [nothing, nothing, nothing]);
    assert.deepEqual(cards(bareLedger([])), [
      "95 clauses not evaluated",
      "15 clauses not evaluated",
      "15 clauses not evaluated",
    ]);
  });

  it("tells findings with weight, reason and resources, without what is waived", () => {
    assert.equal(
      words(ledger(), '<h2 id="findings">', '<h2 id="waived">'),
      [
        "Findings, worst first verdict rule and reason resources",
        "rule broke medium, stops an update GOV-01 Resources say whose they are, of which tier and environment, how sensitive, where and who answers for them the rule itself broke (TypeError), which counts as a failure; report it 1 × aws:s3/bucket:Bucket acme-data",
        "fails medium, stops an update ENC-08 Secret stores use a customer-managed key kmsKeyId: got nothing; set kmsKeyId (fedramp asks for it) 1 × aws:secretsmanager/secret:Secret acme-secret",
        "not known yet high BCK-06 Object versioning and soft delete are on cannot be judged before status is known 1 × aws:s3/bucket:Bucket acme-data",
      ].join(" "),
    );
  });

  it("tells what is waived until when, by whom, why, and what it would be without", () => {
    assert.equal(
      words(ledger(), '<h2 id="waived">', '<h2 id="not-covered">'),
      "Waived The rules still run. The day counts; after it the failure is a violation again. rule until ticket, approver reason without it resources SEC-01 2027-02-28 LH-101 security@leasehold.example rotation waits for the new client library would fail acme-secret",
    );
    const needless = verdict("SEC-01", { outcome: "waived", waiver: { ...WAIVER, would: "pass" } });
    assert.ok(words(ledger([needless])).includes("would hold: the waiver can go"));
    assert.ok(words(ledger([verdict("TLS-04")])).includes("Nothing is waived."));
  });

  it("lists what is not covered: roles not built, rules with nothing to judge by reason, gaps, what is only supported", () => {
    const part = words(
      ledgerWithHead({ notBuilt: ["search", "queue"], frameworks: ["gdpr"] }),
      '<h2 id="not-covered">',
      '<h2 id="gdpr">',
    );
    for (const expected of [
      "Not built yet: search, queue. The tenant is entitled to them, this stack does not have them, and no rule has looked at them.",
      "account baseline MON-02",
      "3 gaps: a rule could check some of it, and none does yet",
      "2 clauses: only supported: no rule can check it",
      "33 clauses are a matter of people and process",
    ])
      assert.ok(part.includes(expected), `${expected}\n${part}`);
    assert.ok(!words(ledger()).includes("Not built yet"));
  });

  it("calls a part that holds no violation found, and only a whole that holds held", () => {
    const text = words(ledger([verdict("TLS-04")]), '<h2 id="fedramp">', '<h2 id="gdpr">');
    const row = (id: string): string => text.slice(text.indexOf(`${id} `)).split(": TLS-04")[0] ?? "";
    assert.equal(
      row("SC-8"),
      "SC-8 Transmission Confidentiality and Integrity technical, baselines low/moderate/high Of declared endpoints. holds hold",
    );
    assert.equal(
      row("IA-5(1)"),
      "IA-5(1) Password-based Authentication technical, baselines low/moderate/high no violation found hold",
    );
  });

  it("keeps enough contrast, in light and in dark, on paper and on shaded rows", () => {
    const { paper, soft, line, ...texts } = COLOURS;
    assert.equal(line.length, 2);
    for (const [name, pair] of Object.entries(texts)) {
      for (const side of [0, 1] as const) {
        for (const ground of [paper, soft]) {
          const found = contrast(pair[side], ground[side]);
          assert.ok(found >= 4.5, `${name} ${pair[side]} on ${ground[side]}: ${found.toFixed(2)}`);
        }
      }
    }
  });
});
