/** How soon a person reads what is wrong with a tenant file, against starting Node.js. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { amountFigure, describePairs, ratioFigure, type Measurement, type Outcome, type Workplace } from "./figures.ts";
import { runNode, startNode } from "./node-run.ts";
import { measurePairs } from "./paired.ts";

const PAIRS = 7;
/** Issue: the message for a bad tenant. */
const MOST_SECONDS = 2;
/** `EXIT.invalidInput` of the command line; written out, since pipelines rely on the number. */
const INVALID_INPUT = 2;

/** Three mistakes on three lines: a key that does not exist, a number beyond the tier's, a region beyond the residency. */
const BAD_TENANT = `tenant: bad
name: Bad Tenant
tier: standard
cloud: aws
region: us-east-1
account: "111122223333"
residency: [eu]
contacts: { owner: a@bad.example, security: a@bad.example, billing: a@bad.example }
network: { cidr: 172.16.0.0/18 }
environments: { production: {} }
overrides:
  database: { storageGibb: 100 }
  cache: { memoryMib: 999999 }
`;

export const badTenant: Measurement = {
  name: "message",
  title: "message for a bad tenant",
  measure: measureMessage,
};

async function measureMessage({ root, folder, pairs: asked }: Workplace): Promise<Outcome> {
  const file = join(folder, "bad.yaml");
  writeFileSync(file, BAD_TENANT);
  const validate = async () => {
    const args = [join("cli", "bin.js"), "validate", file];
    const { seconds, stderr } = await runNode(args, { cwd: root, expectedExitCode: INVALID_INPUT });
    if (!stderr.includes("bad.yaml:12:")) throw new Error(`the message does not name the line:\n${stderr}`);
    return seconds;
  };
  const pairs = await measurePairs({ subject: validate, control: startNode, pairs: asked ?? PAIRS });
  return {
    kind: "measured",
    figures: [
      amountFigure("message for a bad tenant", "s", pairs.subject, { atMost: MOST_SECONDS, whenMissed: "warn" }),
      ratioFigure("leasehold validate <bad file> ÷ node -e 0", pairs),
    ],
    how: [
      describePairs(pairs),
      "from the start of `node cli/bin.js validate` to its end, the project's other tenants read too",
    ],
  };
}
