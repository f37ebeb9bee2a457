/** What each tier promises: its complete settings and how far each may be moved. The numbers are in `catalogue/<tier>.yaml`. */
import * as z from "zod";
import { catalogueProblem, parseCatalogueFile, readCatalogueFile } from "./catalogue-file.ts";
import type { CatalogueFile } from "./catalogue-file.ts";
import { InvalidInput } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { describeRange, isWithin, rangeEntrySchema, rangeOf } from "./range.ts";
import type { Range } from "./range.ts";
import { settingPathSchema, settingValue } from "./setting-paths.ts";
import { SETTING_PATHS, settingsSchema } from "./settings.ts";
import type { SettingPath, Settings } from "./settings.ts";
import { TIERS } from "./vocabulary.ts";
import type { Tier } from "./vocabulary.ts";

/** Promises that no setting carries: no tenant can change them and no component reads them; `explain` and reports print them. */
const promisesSchema = z
  .strictObject({
    burstVcpu: z
      .number()
      .positive()
      .exactOptional()
      .describe("Most vCPU for a short time; the tiers with stores of their own do not burst."),
    burstMemoryGib: z.number().positive().exactOptional().describe("Most memory for a short time, GiB."),
    support: z
      .enum(["community", "e-mail", "telephone", "around-the-clock"])
      .describe("How support is reached; how fast it answers is stack.supportFirstResponseHours."),
    machineLearning: z
      .strictObject({
        trainingHoursPerMonth: z.int().min(0).describe("Hours of training per month; 0: inference only."),
        inferencesPerDay: z
          .int()
          .positive()
          .exactOptional()
          .describe("Inferences per day; absent: limited by the API quotas only."),
        models: z.int().positive().exactOptional().describe("Models kept at a time; absent: no number promised."),
        gpu: z.boolean().describe("A GPU node pool belongs to the entitlement."),
      })
      .exactOptional()
      .describe("Machine learning entitlement; absent: none."),
  })
  .describe("Promises that no setting carries.");

/** Shape of `catalogue/<tier>.yaml`. Strict and complete: a tier gives every setting. */
export const tierFileSchema = z
  .strictObject({
    tier: z.enum(TIERS).describe("Id of the tier, also the file's name."),
    summary: z.string().min(10).max(200).describe("The tier in one sentence."),
    promises: promisesSchema,
    settings: settingsSchema.describe("Every setting; the only place of defaults."),
    ranges: z
      .partialRecord(settingPathSchema, rangeEntrySchema)
      .describe(
        "How far a setting may be moved in this tier, by its dotted path. A setting without an entry is fixed.",
      ),
  })
  .describe("A Leasehold tier: what customers of the tier get.");

/** Promises of a tier that no setting carries. */
export type TierPromises = z.infer<typeof promisesSchema>;

/** One tier, deeply frozen. */
export interface TierDefinition {
  readonly tier: Tier;
  readonly summary: string;
  readonly promises: TierPromises;
  readonly settings: Settings;
  /**
   * How far a setting may be moved, by a tenant's override or by a constraint. A setting without an entry is fixed:
   * an override of it is refused, and so is a framework or level that would have to change it.
   */
  readonly ranges: Readonly<Partial<Record<SettingPath, Range>>>;
  /** `tiers/catalogue/<tier>.yaml`. */
  readonly file: string;
  /** Where a setting's default stands, `tiers/catalogue/premium.yaml:23`. */
  readonly at: (path: SettingPath) => string;
  /** Where a setting's range stands; the list of ranges where it has none. */
  readonly rangeAt: (path: SettingPath) => string;
}

const loaded = new Map<Tier, TierDefinition>();

/**
 * The definition of a tier; read at its first use.
 * @throws InvalidInput when the catalogue is damaged.
 */
export function tierCatalogue(tier: Tier): TierDefinition {
  const known = loaded.get(tier);
  if (known !== undefined) return known;
  const definition = defineTier(tier, readCatalogueFile(`catalogue/${tier}.yaml`, tierFileSchema));
  loaded.set(tier, definition);
  return definition;
}

/**
 * A tier from a text, for tools that check a change of the catalogue before it is saved.
 * @param tier the tier the text has to define.
 * @param file as messages shall name it.
 * @throws InvalidInput with every problem.
 */
export function parseTier(tier: Tier, file: string, text: string): TierDefinition {
  return defineTier(tier, parseCatalogueFile(file, text, tierFileSchema));
}

function defineTier(tier: Tier, source: CatalogueFile<z.output<typeof tierFileSchema>>): TierDefinition {
  const { summary, promises, settings } = source.value;
  const ranges = rangesOf(source);
  const definition: TierDefinition = {
    tier,
    summary,
    promises,
    settings,
    ranges,
    file: source.file,
    at: (path) => source.at("settings", ...path.split(".")),
    rangeAt: (path) => source.at("ranges", path),
  };
  const problems = contradictions(tier, source, ranges);
  if (problems.length > 0) throw new InvalidInput(problems);
  return Object.freeze(definition);
}

function rangesOf(
  source: CatalogueFile<z.output<typeof tierFileSchema>>,
): Readonly<Partial<Record<SettingPath, Range>>> {
  const ranges: Partial<Record<SettingPath, Range>> = {};
  for (const path of SETTING_PATHS) {
    const entry = source.value.ranges[path];
    if (entry !== undefined) ranges[path] = rangeOf(entry, Array.isArray(settingValue(source.value.settings, path)));
  }
  return Object.freeze(ranges);
}

/** What the schema cannot see: the file's name against its content, and every default against its own range. */
function contradictions(
  tier: Tier,
  source: CatalogueFile<z.output<typeof tierFileSchema>>,
  ranges: Readonly<Partial<Record<SettingPath, Range>>>,
): Problem[] {
  const problems: Problem[] = [];
  const report = (message: string, ...path: string[]) =>
    problems.push(catalogueProblem(source.placeOf(...path), path, message));
  if (source.value.tier !== tier) report(`got ${source.value.tier}, expected ${tier} as in the file's name`, "tier");
  for (const path of SETTING_PATHS) {
    const range = ranges[path];
    const value = settingValue(source.value.settings, path);
    if (range !== undefined && !isWithin(range, value)) {
      report(
        `got ${describeRange(range)}, expected a range that holds the tier's own ${JSON.stringify(value)}`,
        "ranges",
        path,
      );
    }
  }
  return problems;
}
