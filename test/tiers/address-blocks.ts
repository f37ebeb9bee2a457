/** Address blocks for tests. */
import fc from "fast-check";
import { Address4 } from "ip-address";
import { addressBlock, overlaps } from "../../tiers/address-block.ts";

/** Any sound block with a prefix length in a range, inside 10.0.0.0/8. */
export const blockIn = (min: number, max: number) =>
  fc.tuple(fc.integer({ min, max }), fc.nat(2 ** 24 - 1)).map(([prefix, offset]) => {
    const address = new Address4(`10.${offset >> 16}.${(offset >> 8) & 255}.${offset & 255}/${prefix}`);
    return address.networkForm();
  });

/** Whether no two blocks share an address. */
export const apart = (blocks: readonly string[]): boolean =>
  blocks.every((a, i) => blocks.slice(i + 1).every((b) => !overlaps(addressBlock(a), addressBlock(b))));

/** Whether a block lies in another one. */
export const inside = (part: string, whole: string): boolean => new Address4(part).isInSubnet(new Address4(whole));
