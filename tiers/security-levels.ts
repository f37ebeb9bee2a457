/** What each security level demands. The clauses are in `catalogue/security-levels.yaml`; each level adds to the one before. */
import * as z from "zod";
import { readCatalogueFile } from "./catalogue-file.ts";
import { constraintEntrySchema, constraintOf } from "./constraint.ts";
import type { Constraint } from "./constraint.ts";
import { SECURITY_LEVELS } from "./vocabulary.ts";
import type { SecurityLevel } from "./vocabulary.ts";

const clause = z.string().min(5).describe("What the level promises.");
const clauseSchema = z.discriminatedUnion("keptBy", [
  z.strictObject({ clause, keptBy: z.literal("settings"), constraints: z.array(constraintEntrySchema).min(1) }),
  z.strictObject({ clause, keptBy: z.literal("construction") }),
  z.strictObject({ clause, keptBy: z.literal("gap") }),
]);

/** Shape of `catalogue/security-levels.yaml`. */
export const securityLevelsFileSchema = z
  .strictObject({
    levels: z.record(z.enum(SECURITY_LEVELS), z.strictObject({ clauses: z.array(clauseSchema).min(1) })),
  })
  .describe("What each security level adds to the one before it.");

/** One promise of a level. */
export interface SecurityClause {
  /** The level that adds it. */
  readonly level: SecurityLevel;
  readonly clause: string;
  /** `settings`: by constraints. `construction`: every component does it anyway. `gap`: nothing keeps it yet. */
  readonly keptBy: "settings" | "construction" | "gap";
}

/** One level with everything the weaker ones demand, frozen. */
export interface SecurityLevelDefinition {
  readonly level: SecurityLevel;
  /** Own and inherited, weakest level first. */
  readonly clauses: readonly SecurityClause[];
  /** Own and inherited, weakest level first; the source names the level that adds each: `security level enhanced`. */
  readonly constraints: readonly Constraint[];
}

let loaded: ReadonlyMap<SecurityLevel, SecurityLevelDefinition> | undefined;

/**
 * The definition of a security level; read at its first use.
 * @throws InvalidInput when the catalogue is damaged.
 */
export function securityLevelDefinition(level: SecurityLevel): SecurityLevelDefinition {
  const definition = (loaded ??= readLevels()).get(level);
  if (definition === undefined) throw new RangeError(`security level ${level} does not exist`);
  return definition;
}

function readLevels(): ReadonlyMap<SecurityLevel, SecurityLevelDefinition> {
  const file = readCatalogueFile("catalogue/security-levels.yaml", securityLevelsFileSchema);
  const levels = new Map<SecurityLevel, SecurityLevelDefinition>();
  let clauses: readonly SecurityClause[] = [];
  let constraints: readonly Constraint[] = [];
  for (const level of SECURITY_LEVELS) {
    const own = file.value.levels[level].clauses;
    clauses = [...clauses, ...own.map((entry) => Object.freeze({ level, clause: entry.clause, keptBy: entry.keptBy }))];
    constraints = [
      ...constraints,
      ...own.flatMap((entry, index) =>
        entry.keptBy !== "settings"
          ? []
          : entry.constraints.map((constraint, position) =>
              constraintOf(constraint, `security level ${level}`, () =>
                file.at("levels", level, "clauses", index, "constraints", position),
              ),
            ),
      ),
    ];
    levels.set(
      level,
      Object.freeze({ level, clauses: Object.freeze(clauses), constraints: Object.freeze(constraints) }),
    );
  }
  return levels;
}
