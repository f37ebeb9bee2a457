import assert from "node:assert/strict";
import { parseSettings } from "../../policies/settings.ts";

const CANNOT = "configuration can add frameworks, never remove them: take them out of the tenant's file";
const FRAMEWORKS = "gdpr, hipaa, sox, pci-dss, iso-27001, fedramp or soc-2";

/** What is wrong → the lines of the message. */
const BAD: readonly (readonly [given: unknown, ...lines: string[]])[] = [
  [
    { framework: ["gdpr"] },
    "leasehold.framework: got an unknown key, expected frameworks; correct the spelling or remove it",
  ],
  [
    { colour: "blue" },
    "leasehold.colour: got an unknown key, expected frameworks, production, residency, approvedPorts, approvedRegistries, projectRoot, ledger, waivers or today; correct the spelling or remove it",
  ],
  [{ frameworks: ["hippa"] }, `leasehold.frameworks.0: got hippa, expected ${FRAMEWORKS}; did you mean hipaa?`],
  [{ frameworks: ["nis-3000"] }, `leasehold.frameworks.0: got nis-3000, expected ${FRAMEWORKS}`],
  [{ frameworks: ["gdpr", "-gdpr"] }, `leasehold.frameworks.1: got -gdpr, expected a framework; ${CANNOT}`],
  [{ frameworks: ["!sox"] }, `leasehold.frameworks.0: got !sox, expected a framework; ${CANNOT}`],
  [{ frameworks: "gdpr" }, `leasehold.frameworks: got "gdpr", expected a list of ${FRAMEWORKS}`],
  [{ frameworks: null }, `leasehold.frameworks: got null, expected a list of ${FRAMEWORKS}`],
  [
    { removeFrameworks: ["gdpr"] },
    `leasehold.removeFrameworks: got removeFrameworks, expected nothing of the kind; ${CANNOT}`,
  ],
  [
    { excludeFrameworks: [] },
    `leasehold.excludeFrameworks: got excludeFrameworks, expected nothing of the kind; ${CANNOT}`,
  ],
  [
    { approvedPorts: [0], today: "yesterday" },
    "leasehold.approvedPorts.0: too small: expected number to be >=1",
    "leasehold.today: invalid ISO date",
  ],
];

describe("settings of the pack", () => {
  it("are all optional, and taken as they are", () => {
    assert.deepEqual(parseSettings({}), {});
    const given = {
      frameworks: ["hipaa"],
      production: false,
      residency: ["eu", "us-gov"],
      approvedPorts: [443],
      approvedRegistries: ["registry.acme.example/"],
      projectRoot: "/srv/leasehold",
      ledger: "/tmp/ledger.jsonl",
      waivers: "/srv/waivers.yaml",
      today: "2026-11-21",
    };
    assert.deepEqual(parseSettings(given), given);
  });

  for (const [given, ...lines] of BAD) {
    it(`refuse ${JSON.stringify(given)}`, () => {
      assert.throws(() => parseSettings(given), {
        name: "RangeError",
        message: ["configuration of the policy pack:", ...lines.map((line) => `  ${line}`)].join("\n"),
      });
    });
  }
});
