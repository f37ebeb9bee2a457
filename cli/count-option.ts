import { InvalidArgumentError } from "commander";

/** An option that counts. @throws InvalidArgumentError for what is no whole number of at least 1 */
export function count(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError("expected a whole number, at least 1");
  return Number(value);
}
