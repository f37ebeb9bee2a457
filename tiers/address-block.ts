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

const ADDRESS_BITS = 32;

/** Why a text is not a block that a tenant may have. */
export interface BlockFault {
  readonly code: Extract<ProblemCode, "address-block" | "address-not-private">;
  /** What was expected and what to do, to follow `got <value>, `. */
  readonly expected: string;
}

/** What a text means as a block. */
interface ReadBlock extends Omit<AddressBlock, "cidr"> {
  /** The text's own address lies inside the block, not at its start. */
  readonly hasHostBits: boolean;
}

/** The block that a text means; undefined for what is none (octal, missing prefix). Each text is read once for all questions. */
const readBlock = memoise((cidr: string): ReadBlock | undefined => {
  const address = cidr.includes("/") ? parseAddress(cidr) : undefined;
  if (address?.isCorrect() !== true) return undefined;
  const own = address.bigInt();
  const size = 1n << BigInt(ADDRESS_BITS - address.subnetMask);
  const first = own - (own % size);
  return { prefixLength: address.subnetMask, first, last: first + size - 1n, hasHostBits: own !== first };
});

function parseAddress(text: string): Address4 | undefined {
  try {
    return new Address4(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with a tenant's or environment's block; undefined when nothing is. */
export function blockFault(cidr: string): BlockFault | undefined {
  const block = readBlock(cidr);
  if (block === undefined) {
    return {
      code: "address-block",
      expected:
        "expected an IPv4 block such as 10.20.0.0/18; write four numbers from 0 to 255 without leading zeros, and a prefix length",
    };
  }
  if (block.prefixLength < BLOCK_PREFIX.min || block.prefixLength > BLOCK_PREFIX.max) {
    return {
      code: "address-block",
      expected: `expected a prefix length of /${BLOCK_PREFIX.min}–/${BLOCK_PREFIX.max}; /18 holds four environments, /17 eight`,
    };
  }
  if (block.hasHostBits) {
    return { code: "address-block", expected: `expected the first address of the block; write ${formOf(block)}` };
  }
  if (!PRIVATE_RANGES.some((range) => contains(addressBlock(range), block))) {
    return {
      code: "address-not-private",
      expected: `expected a block inside ${PRIVATE_RANGES.join(", ")}; choose one there`,
    };
  }
  return undefined;
}

/** Whether a text is a block of any size in canonical form, host bits zero. */
export function isBlock(cidr: string): boolean {
  return canonicalBlock(cidr) === cidr;
}

/** The block that a text means, host bits zero: `198.51.100.7/24` → `198.51.100.0/24`; undefined when it is none. */
export function canonicalBlock(cidr: string): string | undefined {
  const block = readBlock(cidr);
  if (block === undefined) return undefined;
  return block.hasHostBits ? formOf(block) : cidr;
}

/**
 * A block with its ends.
 * @throws RangeError when the text is not a block in canonical form (the parser of tenant files has refused it before).
 */
export function addressBlock(cidr: string): AddressBlock {
  const block = readBlock(cidr);
  if (block === undefined || block.hasHostBits) throw new RangeError(`not an address block: ${cidr}`);
  const { prefixLength, first, last } = block;
  return { cidr, prefixLength, first, last };
}

function contains(outer: AddressBlock, inner: ReadBlock): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

function formOf({ first, prefixLength }: Pick<AddressBlock, "first" | "prefixLength">): string {
  return `${Address4.fromBigInt(first).correctForm()}/${prefixLength}`;
}

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
  const size = 1n << BigInt(ADDRESS_BITS - prefixLength);
  const first = whole.first + BigInt(index) * size;
  const fits = prefixLength >= whole.prefixLength && first + size - 1n <= whole.last;
  return fits ? formOf({ first, prefixLength }) : undefined;
}
