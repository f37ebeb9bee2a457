import { fact } from "./feasibility.ts";
import { memoise } from "./memoise.ts";

/**
 * The entries of a fact that is printed as a list: `a, b, c`.
 * @throws RangeError when no fact has the id.
 */
export const factListed: (id: string) => readonly string[] = memoise((id) =>
  Object.freeze(String(fact(id).value).split(", ")),
);
