/** What frameworks and security levels ask, from the catalogue, for the tenant file's reference. */
import { describeConstraint } from "../../tiers/constraints.ts";
import { frameworkDefinition } from "../../tiers/frameworks.ts";
import { securityLevelDefinition } from "../../tiers/security-levels.ts";
import { SETTING_PATHS } from "../../tiers/settings.ts";
import { FRAMEWORKS, SECURITY_LEVELS } from "../../tiers/vocabulary.ts";
import { table } from "./markdown.ts";

/** A row per setting that any framework bounds, a column per framework. */
export function frameworkTable(): string {
  const definitions = FRAMEWORKS.map(frameworkDefinition);
  const rows = SETTING_PATHS.flatMap((setting) => {
    const cells = definitions.map(({ constraints }) =>
      constraints
        .filter((constraint) => constraint.setting === setting)
        .map(describeConstraint)
        .join("; "),
    );
    return cells.every((cell) => cell === "")
      ? []
      : [[`\`${setting}\``, ...cells.map((cell) => (cell === "" ? "–" : cell))]];
  });
  const residency = definitions.map(({ residency: places }) =>
    places === undefined
      ? "–"
      : `default ${places.default.join(", ")}${places.within === undefined ? "" : `; only ${places.within.join(", ")}`}`,
  );
  return table(["setting", ...FRAMEWORKS], [["residency", ...residency], ...rows]);
}

/** The edition that each framework's demands follow, and the duties that no infrastructure keeps. */
export function outsideList(): string {
  return FRAMEWORKS.map(frameworkDefinition)
    .map(
      ({ framework, title, version, outside }) =>
        `- \`${framework}\`: ${title}, ${version}. Not covered: ${outside.join("; ")}.`,
    )
    .join("\n");
}

const KEPT_BY = {
  settings: "settings, raised where a default is weaker, refused where you wrote less",
  construction: "construction: every component does it for every tenant",
  gap: "**nothing yet**: a warning says so",
} as const;

/** Every clause of the security levels and what keeps it. */
export function securityLevelTable(): string {
  const clauses = securityLevelDefinition(SECURITY_LEVELS.at(-1) ?? "classified").clauses;
  return table(
    ["level", "adds", "kept by"],
    clauses.map(({ level, clause, keptBy }) => [`\`${level}\``, clause, KEPT_BY[keptBy]]),
  );
}
