/** Each format against its published schema; skipped where the folder with the schemas is not beside the checkout. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { validateXML } from "xmllint-wasm";
import { execFileSync } from "node:child_process";
import type { Ledger } from "../../../policies/ledger.ts";
import { junitText } from "../../../policies/reports/junit.ts";
import { oscalText } from "../../../policies/reports/oscal.ts";
import { sarifText } from "../../../policies/reports/sarif.ts";
import { RULES } from "../../../policies/rules.ts";
import { PROJECT_ROOT } from "../../harness/whole-tenant.ts";
import { bareLedger, ledger, ledgerWithHead } from "../harness/sample-ledger.ts";

/** Beside the project's own folder, also for a working tree elsewhere. */
function schemasFolder(): string | undefined {
  const common = execFileSync("git", ["rev-parse", "--path-format=absolute", "--git-common-dir"], {
    cwd: PROJECT_ROOT,
    encoding: "utf8",
  }).trim();
  const folders = [dirname(PROJECT_ROOT), dirname(dirname(common))];
  return folders.map((parent) => join(parent, "shared", "data", "schemas")).find((folder) => existsSync(folder));
}

const FOLDER = schemasFolder();

const LEDGERS: readonly (readonly [what: string, ledger: Ledger])[] = [
  ["every outcome", ledger()],
  ["no verdict at all", bareLedger([])],
  ["a run that was stopped", ledger(undefined, { complete: false })],
  ["no framework", ledgerWithHead({ frameworks: [] })],
  [
    "a name with every special character",
    ledger(
      ledger().verdicts.map((one) => ({
        ...one,
        urn: `${one.urn}<&"'>é\u0007`,
        ...(one.note === undefined ? {} : { note: "]]> & \u0001" }),
      })),
    ),
  ],
];

function schema(name: string): object {
  return JSON.parse(readFileSync(join(FOLDER ?? "", name), "utf8")) as object;
}

describe("report formats", () => {
  if (FOLDER === undefined) {
    it("are valid against their published schemas (skipped: no ../shared/data/schemas here)", function () {
      this.skip();
    });
    return;
  }

  // Both packages are CommonJS: the class and the function lie under `default`.
  const draft04 = new AjvDraft04.default({ strict: false, allErrors: true });
  addFormats.default(draft04);
  const draft07 = new Ajv({ allErrors: true });
  addFormats.default(draft07);
  const isSarif = draft04.compile(schema("sarif-2.1.0.schema.json"));
  const isOscal = draft07.compile(schema("oscal-assessment-results-1.1.3.schema.json"));
  const xsd = readFileSync(join(FOLDER, "junit-10.xsd"), "utf8");

  async function junitErrors(text: string): Promise<readonly string[]> {
    const { errors } = await validateXML({
      xml: [{ fileName: "results.junit.xml", contents: text }],
      schema: [{ fileName: "junit-10.xsd", contents: xsd }],
    });
    return errors.map(({ message }) => message);
  }

  for (const [what, judged] of LEDGERS) {
    it(`are valid for ${what}`, async () => {
      isSarif(JSON.parse(sarifText(judged, RULES)));
      assert.deepEqual(isSarif.errors, null);
      isOscal(JSON.parse(oscalText(judged, RULES)));
      assert.deepEqual(isOscal.errors, null);
      assert.deepEqual(await junitErrors(junitText(judged, RULES)), []);
    });
  }

  it("would be refused with a part missing: the schemas are looked at", async () => {
    const sarif = sarifText(ledger(), RULES).replace('"driver"', '"drive"');
    assert.equal(isSarif(JSON.parse(sarif)), false);
    const oscal = oscalText(ledger(), RULES).replace('"oscal-version"', '"oscal-versio"');
    assert.equal(isOscal(JSON.parse(oscal)), false);
    const junit = junitText(ledger(), RULES).replaceAll("<testcase ", "<testcases ");
    assert.notDeepEqual(await junitErrors(junit.replaceAll("</testcase>", "</testcases>")), []);
  });
});
