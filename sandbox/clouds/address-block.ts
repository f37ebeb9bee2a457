/** IPv4 blocks as clouds judge them: canonical, within size, inside their network, apart from each other. */
import { Address4 } from "ip-address";

/** The block, or `undefined` when the text is not one. */
export function parseBlock(text: unknown): Address4 | undefined {
  if (typeof text !== "string" || !/\/\d{1,2}$/.test(text)) return undefined;
  return Address4.isValid(text) ? new Address4(text) : undefined;
}

/** Why the provider does not take the text as an IPv4 block; `undefined` when it does. */
export function refuseBlock(text: unknown): string | undefined {
  const block = parseBlock(text);
  if (block === undefined)
    return `"${String(text)}" is not a valid IPv4 CIDR block: invalid CIDR address: ${String(text)}`;
  const canonical = canonicalBlock(block);
  return canonical === text
    ? undefined
    : `"${String(text)}" is not a valid IPv4 CIDR block; did you mean "${canonical}"?`;
}

/** Why a VPC or subnet may not have a block of this size: AWS takes /16 to /28. */
export function refuseBlockSize(property: string, text: unknown): string | undefined {
  const block = parseBlock(text);
  if (block === undefined || (block.subnetMask >= 16 && block.subnetMask <= 28)) return undefined;
  return `expected "${property}" to contain a network Value with between 16 and 28 significant bits, got: ${block.subnetMask}`;
}

/** True when every address of `inner` lies in `outer`. */
export function blockContains(outer: string, inner: string): boolean {
  const [outerBlock, innerBlock] = [parseBlock(outer), parseBlock(inner)];
  if (outerBlock === undefined || innerBlock === undefined) return false;
  return first(outerBlock) <= first(innerBlock) && last(innerBlock) <= last(outerBlock);
}

/** True when the two blocks share an address. */
export function blocksOverlap(one: string, other: string): boolean {
  const [left, right] = [parseBlock(one), parseBlock(other)];
  if (left === undefined || right === undefined) return false;
  return first(left) <= last(right) && first(right) <= last(left);
}

/** The `offset`th address of a block: AWS gives network interfaces addresses from the fourth on. */
export function addressAt(text: string, offset: number): string {
  const block = parseBlock(text);
  if (block === undefined) throw new Error(`"${text}" is not an IPv4 block`);
  return Address4.fromBigInt(first(block) + BigInt(offset)).correctForm();
}

function canonicalBlock(block: Address4): string {
  return `${block.startAddress().correctForm()}/${block.subnetMask}`;
}

function first(block: Address4): bigint {
  return block.startAddress().bigInt();
}

function last(block: Address4): bigint {
  return block.endAddress().bigInt();
}
