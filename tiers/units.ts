/** Units of numbers, read from their names: every numeric name carries its unit. */

/** By the ending of a name; longer endings first, so that `…UsdPerMonth` is not taken for a month. */
const UNITS_BY_ENDING = [
  ["UsdPerMonth", "US dollars per month"],
  ["CapacityUnits", "capacity units"],
  ["Connections", "connections"],
  ["Percent", "%"],
  ["Minutes", "minutes"],
  ["Seconds", "seconds"],
  ["Hours", "hours"],
  ["Days", "days"],
  ["Gib", "GiB"],
  ["Mib", "MiB"],
  ["Vcpu", "vCPU"],
  ["vcpu", "vCPU"],
  ["Ms", "ms"],
  ["WindowUtc", "UTC"],
] as const satisfies readonly (readonly [string, string])[];

/** Names whose unit is not their ending. */
const UNITS_BY_NAME: Readonly<Record<string, string>> = {
  iopsGuaranteed: "operations per second",
  iopsBurst: "operations per second",
  iopsProvided: "operations per second",
  requestsPerMinuteBurst: "requests per minute",
  requestsPerHourSustained: "requests per hour",
  requestsPerMonth: "requests per month",
};

const unitByName = new Map<string, string | undefined>(Object.entries(UNITS_BY_NAME));

/**
 * The unit of the value at a dotted path, from its last part: `database.storageGib` → `GiB`.
 * @returns undefined where the value has none (names, counts, choices)
 */
export function unitOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (!unitByName.has(name)) {
    unitByName.set(name, UNITS_BY_ENDING.find(([ending]) => name.endsWith(ending))?.[1]);
  }
  return unitByName.get(name);
}
