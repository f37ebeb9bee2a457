/** What can be bought on top of a tier. The catalogue is `catalogue/add-ons.yaml`. */
import * as z from "zod";
import { readCatalogueFile } from "./catalogue-file.ts";
import { effectsOf, effectsSchema } from "./effect.ts";
import type { Effect } from "./effect.ts";
import { TIERS } from "./vocabulary.ts";
import type { Tier } from "./vocabulary.ts";

/** Every add-on by its key in a tenant file. */
export const ADD_ONS = ["whiteLabel"] as const;
export type AddOn = (typeof ADD_ONS)[number];

/** Shape of `catalogue/add-ons.yaml`. */
export const addOnsFileSchema = z
  .strictObject({
    addOns: z.record(
      z.enum(ADD_ONS),
      z.strictObject({
        summary: z.string().min(10).describe("The add-on in one sentence."),
        tiers: z.array(z.enum(TIERS)).min(1).describe("Tiers that may carry it."),
        set: effectsSchema.set,
      }),
    ),
  })
  .describe("What can be bought on top of a tier.");

/** One add-on, frozen. */
export interface AddOnDefinition {
  readonly addOn: AddOn;
  readonly summary: string;
  /** Tiers that may carry it. */
  readonly tiers: readonly Tier[];
  /** What to do to the settings. */
  readonly effects: readonly Effect[];
}

let loaded: Readonly<Record<AddOn, AddOnDefinition>> | undefined;

/**
 * The definition of an add-on; read at its first use.
 * @throws InvalidInput when the catalogue is damaged.
 */
export function addOnDefinition(addOn: AddOn): AddOnDefinition {
  return (loaded ??= readAddOns())[addOn];
}

function readAddOns(): Readonly<Record<AddOn, AddOnDefinition>> {
  const file = readCatalogueFile("catalogue/add-ons.yaml", addOnsFileSchema);
  const define = (addOn: AddOn): AddOnDefinition => {
    const { summary, tiers, set } = file.value.addOns[addOn];
    const effects = Object.freeze(effectsOf({ set }, `add-on ${addOn}`, file, ["addOns", addOn]));
    return Object.freeze({ addOn, summary, tiers, effects });
  };
  return Object.freeze({ whiteLabel: define("whiteLabel") } satisfies Record<AddOn, AddOnDefinition>);
}
