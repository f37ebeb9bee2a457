/** Ranges of IPv4 addresses in firewall rules of Azure's managed services. */
import { check } from "../../checks.ts";
import { fail, PASS, unknown } from "../../finding.ts";
import type { Check } from "../../rule.ts";

/** An office, a NAT, a partner's block; more is no allow-list any more. */
const LARGEST_RANGE = 256;

/** Azure's word for every resource of every customer. */
const ALL_OF_AZURE = "0.0.0.0";

/** A rule from one address to another lets in few, and never all of Azure. */
export function addressRange(first: string, last: string): Check {
  return check([first, last], ({ view }) => {
    const readings = [first, last].map((path) => ({ path, reading: view.read(path) }));
    const [low, high] = readings.map(({ reading }) => (reading.state === "known" ? String(reading.value) : undefined));
    if (low === ALL_OF_AZURE)
      return fail(
        first,
        `got ${ALL_OF_AZURE}, which means all of Azure or all addresses, expected single networks; name them`,
      );
    const open = readings.filter(({ reading }) => reading.state === "unknown").map(({ path }) => path);
    if (open.length > 0) return unknown(...open);
    const size = amountOf(low, high);
    return size !== undefined && size >= 1 && size <= LARGEST_RANGE
      ? PASS
      : fail(
          last,
          `got ${low ?? "nothing"} to ${high ?? "nothing"}, expected at most ${LARGEST_RANGE} addresses; name smaller networks`,
        );
  });
}

/** How many addresses; undefined where one is none. */
function amountOf(low: string | undefined, high: string | undefined): number | undefined {
  const [from, to] = [low, high].map(addressNumber);
  return from === undefined || to === undefined ? undefined : to - from + 1;
}

function addressNumber(text: string | undefined): number | undefined {
  const parts = text?.split(".") ?? [];
  const valid = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return valid ? parts.reduce((sum, part) => sum * 256 + Number(part), 0) : undefined;
}
