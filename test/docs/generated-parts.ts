/** The parts of the documentation that are generated, and how each is put between its marks. */
import { frameworkTable, outsideList, securityLevelTable } from "./compliance-parts.ts";
import { cloudTable } from "./cloud-table.ts";
import { commandOutput, tenantProblem } from "./command-parts.ts";
import { exampleTable } from "./example-table.ts";
import { quotaTable } from "./quota-table.ts";
import { environmentTable, settingTables } from "./setting-tables.ts";
import { tenantKeyTable } from "./tenant-keys.ts";
import { tierTable } from "./tier-table.ts";

/** Makes a part from the words behind its name in the opening mark. */
type Part = (words: readonly string[]) => string | Promise<string>;

const PARTS: Readonly<Record<string, Part>> = {
  "tier-table": tierTable,
  "cloud-table": cloudTable,
  "example-table": exampleTable,
  "tenant-keys": tenantKeyTable,
  "setting-tables": settingTables,
  "environment-table": environmentTable,
  "framework-table": frameworkTable,
  "framework-outside": outsideList,
  "security-level-table": securityLevelTable,
  "quota-table": quotaTable,
  // The output of a command that needs neither engine nor cloud: `output explain acme-production keys.rotationDays`.
  output: commandOutput,
  // What is said of a tenant file after one edit: `problem acme storageGib: 1500 → storageGib: 2500`.
  problem: tenantProblem,
};

/** An opening mark: `<!-- part: <name> <words> -->`. The closing one is always the same. */
const OPENING = /<!-- part: (?<name>[a-z-]+)(?<words>[^>]*?) -->\n/g;
const CLOSING = "<!-- end of part -->";

/**
 * A page with every generated part renewed.
 * @throws RangeError for a mark that is not closed or names no part
 */
export async function withParts(page: string, text: string): Promise<string> {
  let renewed = "";
  let position = 0;
  for (const mark of text.matchAll(OPENING)) {
    const { name = "", words = "" } = mark.groups ?? {};
    const begin = mark.index + mark[0].length;
    const end = text.indexOf(CLOSING, begin);
    const part = PARTS[name];
    if (end < 0) throw new RangeError(`${page}: the part ${name} is not closed with ${CLOSING}`);
    if (part === undefined)
      throw new RangeError(`${page}: got the part ${name}, expected one of ${Object.keys(PARTS).join(", ")}`);
    const content = await part(words.split(" ").filter((word) => word !== ""));
    renewed += `${text.slice(position, begin)}\n${content}\n\n`;
    position = end;
  }
  return renewed + text.slice(position);
}
