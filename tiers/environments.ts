/** What each environment does to a tier. The numbers are in `catalogue/environments.yaml`. */
import * as z from "zod";
import { readCatalogueFile } from "./catalogue-file.ts";
import { effectsOf, effectsSchema } from "./effect.ts";
import type { Effect } from "./effect.ts";
import { settingPathSchema } from "./setting-paths.ts";
import { ENVIRONMENTS } from "./vocabulary.ts";
import type { Environment } from "./vocabulary.ts";

const factor = z.number().positive().max(1);
const environmentSchema = z.strictObject({
  summary: z.string().min(10).describe("The environment in one sentence."),
  sizeFactor: factor.describe("What the settings under scaledBySize are multiplied with."),
  budgetFactor: factor.describe("What the settings under scaledByBudget are multiplied with."),
  copyOfProduction: z.boolean().describe("Its stores are replicas of production's, in the standby region."),
  burstClasses: z.boolean().describe("Size classes with CPU credits or shared cores may be chosen."),
  ...effectsSchema,
});

/** Shape of `catalogue/environments.yaml`. */
export const environmentsFileSchema = z
  .strictObject({
    scaledBySize: z.array(settingPathSchema),
    scaledByBudget: z.array(settingPathSchema),
    environments: z.record(z.enum(ENVIRONMENTS), environmentSchema),
  })
  .describe("What each environment changes in the settings of the tier.");

/** One environment, frozen. */
export interface EnvironmentDefinition {
  readonly environment: Environment;
  readonly summary: string;
  /** 0 < factor ≤ 1. Already among the effects. */
  readonly sizeFactor: number;
  /** 0 < factor ≤ 1. Already among the effects. */
  readonly budgetFactor: number;
  /** Its stores are replicas of production's, in the standby region. */
  readonly copyOfProduction: boolean;
  /** Size classes with CPU credits or shared cores may be chosen. Never in production. */
  readonly burstClasses: boolean;
  /** What to do to the tier's settings, in this order: factors first, then the rest in the order of the settings. */
  readonly effects: readonly Effect[];
}

let loaded: Readonly<Record<Environment, EnvironmentDefinition>> | undefined;

/**
 * The definition of an environment; read at its first use.
 * @throws InvalidInput when the catalogue is damaged.
 */
export function environmentDefinition(environment: Environment): EnvironmentDefinition {
  return (loaded ??= readEnvironments())[environment];
}

function readEnvironments(): Readonly<Record<Environment, EnvironmentDefinition>> {
  const file = readCatalogueFile("catalogue/environments.yaml", environmentsFileSchema);
  const define = (environment: Environment): EnvironmentDefinition => {
    const { summary, sizeFactor, budgetFactor, copyOfProduction, burstClasses, ...entries } =
      file.value.environments[environment];
    const source = `environment ${environment}`;
    const factors = (["sizeFactor", "budgetFactor"] as const).flatMap((name) => {
      const value = name === "sizeFactor" ? sizeFactor : budgetFactor;
      const settings = name === "sizeFactor" ? file.value.scaledBySize : file.value.scaledByBudget;
      const at = () => file.at("environments", environment, name);
      return value === 1 ? [] : settings.map((setting): Effect => ({ setting, source, at, kind: "factor", value }));
    });
    const effects = Object.freeze([...factors, ...effectsOf(entries, source, file, ["environments", environment])]);
    return Object.freeze({ environment, summary, sizeFactor, budgetFactor, copyOfProduction, burstClasses, effects });
  };
  return Object.freeze({
    development: define("development"),
    test: define("test"),
    staging: define("staging"),
    production: define("production"),
    "disaster-recovery": define("disaster-recovery"),
  } satisfies Record<Environment, EnvironmentDefinition>);
}
