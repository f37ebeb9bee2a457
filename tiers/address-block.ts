/** Blocks of private IPv4 addresses as tenants may have them. All arithmetic is `ip-address`, which refuses octal notation. */
import { Address4 } from "ip-address";
import { memoise } from "./memoise.ts";
import type { ProblemCode } from "./problem.ts";

/** A block with its ends, for comparing. */
export interface AddressBlock {
  /** In canonical form, e.g. `10.20.0.0/18`. */
  readonly cidr: string;
  readonly prefixLength: number;
  /** First and last address as numbers. */
  readonly first: bigint;
  readonly last: bigint;
}

/** Prefix lengths that a tenant's or environment's block may have: the widest network AWS allows to the narrowest that holds one environment. */
export const BLOCK_PREFIX = { min: 16, max: 20 } as const;

/** Where tenants may have addresses: RFC 1918 and the shared range of RFC 6598. */
export const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"] as const;

const privateRanges = PRIVATE_RANGES.map((range) => new Address4(range));

/** Why a text is not a block that a tenant may have. */
export interface BlockFault {
  readonly code: Extract<ProblemCode, "address-block" | "address-not-private">;
  /** What was expected and what to do, to follow `got <value>, `. */
  readonly expected: string;
}

/** The address behind a text in canonical form; undefined for anything else (octal, missing prefix, host bits are allowed here). */
function readAddress(cidr: string): Address4 | undefined {
  if (!cidr.includes("/") || !Address4.isValid(cidr)) return undefined;
  const address = new Address4(cidr);
  return address.isCorrect() ? address : undefined;
}

/** What is wrong with a tenant's or environment's block; undefined when nothing is. */
export const blockFault: (cidr: string) => BlockFault | undefined = memoise((cidr) => {
  const address = readAddress(cidr);
  if (address === undefined) {
    return {
      code: "address-block",
      expected:
        "expected an IPv4 block such as 10.20.0.0/18; write four numbers from 0 to 255 without leading zeros, and a prefix length",
    };
  }
  if (address.subnetMask < BLOCK_PREFIX.min || address.subnetMask > BLOCK_PREFIX.max) {
    return {
      code: "address-block",
      expected: `expected a prefix length of /${BLOCK_PREFIX.min}–/${BLOCK_PREFIX.max}; /18 holds four environments, /17 eight`,
    };
  }
  if (address.networkForm() !== cidr) {
    return {
      code: "address-block",
      expected: `expected the first address of the block; write ${address.networkForm()}`,
    };
  }
  if (!privateRanges.some((range) => address.isInSubnet(range))) {
    return {
      code: "address-not-private",
      expected: `expected a block inside ${PRIVATE_RANGES.join(", ")}; choose one there`,
    };
  }
  return undefined;
});

/** Whether a text is a block of any size in canonical form, host bits zero. */
export function isBlock(cidr: string): boolean {
  return canonicalBlock(cidr) === cidr;
}

/** The block that a text means, host bits zero: `198.51.100.7/24` → `198.51.100.0/24`; undefined when it is none. */
export function canonicalBlock(cidr: string): string | undefined {
  return readAddress(cidr)?.networkForm();
}

/**
 * A block with its ends.
 * @throws RangeError when the text is not a block in canonical form (the parser of tenant files has refused it before).
 */
export const addressBlock: (cidr: string) => AddressBlock = memoise((cidr) => {
  const address = readAddress(cidr);
  if (address === undefined || address.networkForm() !== cidr) throw new RangeError(`not an address block: ${cidr}`);
  return {
    cidr,
    prefixLength: address.subnetMask,
    first: address.bigInt(),
    last: address.endAddress().bigInt(),
  };
});

/** Whether two blocks share an address. */
export function overlaps(a: AddressBlock, b: AddressBlock): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/**
 * The n-th block of a given size counted from the start of a block; undefined when it lies outside.
 * @param index from 0.
 */
export function partOf(cidr: string, prefixLength: number, index: number): string | undefined {
  const whole = addressBlock(cidr);
  const size = 1n << BigInt(32 - prefixLength);
  const first = whole.first + BigInt(index) * size;
  const fits = prefixLength >= whole.prefixLength && first + size - 1n <= whole.last;
  return fits ? `${Address4.fromBigInt(first).correctForm()}/${prefixLength}` : undefined;
}
