/** Whether an address block or a cloud's own word for one means the internet as a whole. */

/** Azure's words: `*`, the tag `Internet`, and `Any` as its portal says. */
const WORDS: ReadonlySet<string> = new Set(["*", "any", "internet"]);

/** Shorter prefixes are no network of anybody's: two halves of the internet are the internet. */
const SHORTEST_PREFIX = { ipv4: 8, ipv6: 16 } as const;

/** Unique local and link-local addresses of IPv6: short prefixes, but never on the internet. */
const LOCAL_IPV6 = /^f[cde]/;

/** `0.0.0.0/0`, `::/0`, `*`, `Internet`, `Any`, and blocks so wide that they stand for all of it. */
export function isInternet(block: string): boolean {
  const text = block.trim().toLowerCase();
  if (WORDS.has(text)) return true;
  const [address = "", length = ""] = text.split("/");
  if (!/^\d+$/.test(length)) return false;
  const prefix = Number(length);
  if (!address.includes(":")) return prefix < SHORTEST_PREFIX.ipv4;
  return prefix < SHORTEST_PREFIX.ipv6 && !LOCAL_IPV6.test(address);
}
