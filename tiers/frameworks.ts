/** What each compliance framework asks of a stack. The demands are in `catalogue/frameworks.yaml`. */
import * as z from "zod";
import { readCatalogueFile } from "./catalogue-file.ts";
import { constraintEntrySchema, constraintOf } from "./constraint.ts";
import type { Constraint } from "./constraint.ts";
import { FRAMEWORKS } from "./vocabulary.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import type { Framework } from "./vocabulary.ts";

const jurisdictions = z
  .array(z.string().regex(/^[a-z]{2}(-[a-z]{3})?$/, "a jurisdiction such as eu, uk, us or us-gov"))
  .min(1);
const residencySchema = z.strictObject({
  default: jurisdictions.describe("Where data may lie when the tenant names no residency."),
  within: jurisdictions.exactOptional().describe("Where data may lie at all; a tenant's residency outside is refused."),
  exempt: z.array(z.string()).exactOptional().describe("Services whose metadata may lie elsewhere."),
});

/** Shape of `catalogue/frameworks.yaml`. */
export const frameworksFileSchema = z
  .strictObject({
    frameworks: z.record(
      z.enum(FRAMEWORKS),
      z.strictObject({
        title: z.string().min(3).describe("The framework's own name."),
        version: z.string().min(1).describe("The edition that the constraints follow."),
        residency: residencySchema.exactOptional(),
        constraints: z.array(constraintEntrySchema).min(1),
        outside: z.array(z.string().min(10)).min(1).describe("Duties that no infrastructure setting keeps."),
      }),
    ),
  })
  .describe("What each compliance framework asks of the settings.");

/** Where a framework lets data lie. */
export interface FrameworkResidency {
  /** Jurisdictions that hold when the tenant names no residency. */
  readonly default: readonly string[];
  /** Jurisdictions outside which a tenant's own residency is refused; absent: the tenant may list others. */
  readonly within?: readonly string[];
  /** Services whose metadata may lie elsewhere; reports list them. */
  readonly exempt?: readonly string[];
}

/** One framework, frozen. */
export interface FrameworkDefinition {
  readonly framework: Framework;
  /** The framework's own name. */
  readonly title: string;
  /** The edition that the constraints follow. */
  readonly version: string;
  /** Absent: the framework says nothing about places. */
  readonly residency?: FrameworkResidency;
  /** The source of each is `framework <id>`. */
  readonly constraints: readonly Constraint[];
  /** Duties that no infrastructure setting keeps. */
  readonly outside: readonly string[];
}

let loaded: ReadonlyMap<Framework, FrameworkDefinition> | undefined;

/**
 * The definition of a framework; read at its first use.
 * @throws InvalidInput when the catalogue is damaged.
 */
export function frameworkDefinition(framework: Framework): FrameworkDefinition {
  const definition = (loaded ??= readFrameworks()).get(framework);
  if (definition === undefined) throw new RangeError(`framework ${framework} does not exist`);
  return definition;
}

/** The frameworks that a tenant's or an account's file names, in their fixed order and once each. */
export function frameworksOf({ frameworks = [] }: Pick<TenantSpec, "frameworks">): readonly Framework[] {
  return FRAMEWORKS.filter((framework) => frameworks.includes(framework));
}

function readFrameworks(): ReadonlyMap<Framework, FrameworkDefinition> {
  const file = readCatalogueFile("catalogue/frameworks.yaml", frameworksFileSchema);
  return new Map(
    FRAMEWORKS.map((framework): [Framework, FrameworkDefinition] => {
      const { constraints: entries, ...rest } = file.value.frameworks[framework];
      const constraints = entries.map((entry, index) =>
        constraintOf(entry, `framework ${framework}`, () => file.at("frameworks", framework, "constraints", index)),
      );
      return [framework, Object.freeze({ framework, ...rest, constraints: Object.freeze(constraints) })];
    }),
  );
}
