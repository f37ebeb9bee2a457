/** What a security group, rule or firewall lets through, read the same way for every cloud. */
import { allOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import { isInternet } from "../../internet.ts";
import type { View } from "../../view.ts";
import { ALL_PORTS, parsePorts, type PortRange } from "./ports.ts";

/** One thing let through. */
export interface Opening {
  /** Path of the property that names the other side. */
  readonly property: string;
  /** The other side, where it certainly is the internet. */
  readonly internet?: string;
  /** Paths that decide whether it is the internet, and are not known. */
  readonly undecided: readonly string[];
  /** Ports; undefined while `undecidedPorts` are not known. Protocols without ports have none. */
  readonly ports?: readonly PortRange[];
  readonly undecidedPorts: readonly string[];
}

/** Judges what the internet reaches, or what is reached there. What is not known stands in the way only where it could decide. */
export function judgeOpenings(
  openings: readonly Opening[],
  judge: (ports: readonly PortRange[], internet: string) => string | undefined,
): Finding {
  return allOf([PASS, ...openings.map((opening) => judgeOpening(opening, judge))]);
}

function judgeOpening(
  { property, internet, undecided, ports, undecidedPorts }: Opening,
  judge: (ports: readonly PortRange[], internet: string) => string | undefined,
): Finding {
  if (internet === undefined && undecided.length === 0) return PASS;
  if (ports === undefined) return unknown(...undecided, ...undecidedPorts);
  const why = judge(ports, internet ?? "");
  if (why === undefined) return PASS;
  return internet === undefined ? unknown(...undecided) : fail(property, why);
}

type Ports = Pick<Opening, "ports" | "undecidedPorts">;

/** The names of a rule's properties on AWS, which differ between groups and single rules. */
export interface AwsNames {
  readonly sources: readonly string[];
  readonly protocol: string;
}

/** One rule of AWS, inside a group or of its own. */
export function awsOpening(view: View, at: string, { sources, protocol }: AwsNames): Opening {
  return { ...otherSide(view, at, sources), ...awsPorts(view, at, protocol) };
}

const ALL_PROTOCOLS: ReadonlySet<string> = new Set(["-1", "*", "all", "any"]);
/** TCP, UDP and SCTP by name and by number: the protocols that have ports. */
const WITH_PORTS: ReadonlySet<string> = new Set(["tcp", "udp", "sctp", "6", "17", "132"]);

function awsPorts(view: View, at: string, name: string): Ports {
  const protocol = view.read(name);
  if (protocol.state === "unknown") return { undecidedPorts: [at + name] };
  // The provider refuses a rule without a protocol; without ports one is open on all of them.
  const word = protocol.state === "absent" ? "-1" : String(protocol.value).toLowerCase();
  if (ALL_PROTOCOLS.has(word)) return { ports: ALL_PORTS, undecidedPorts: [] };
  if (!WITH_PORTS.has(word)) return { ports: [], undecidedPorts: [] };
  const ends = ["fromPort", "toPort"].map((end) => ({ end, reading: view.read(end) }));
  const open = ends.filter(({ reading }) => reading.state === "unknown");
  if (open.length > 0) return { undecidedPorts: open.map(({ end }) => at + end) };
  const [from, to] = ends.map(({ reading }) => (reading.state === "known" ? Number(reading.value) : undefined));
  if (from === undefined || to === undefined) return { ports: ALL_PORTS, undecidedPorts: [] };
  return { ports: [{ from, to }], undecidedPorts: [] };
}

function otherSide(view: View, at: string, paths: readonly string[]): Omit<Opening, keyof Ports> {
  const found: { readonly property: string; readonly internet: string }[] = [];
  const undecided: string[] = [];
  for (const path of paths) {
    for (const item of view.items(path) ?? [undefined]) {
      const reading = item?.read("");
      if (reading === undefined || reading.state === "unknown") undecided.push(at + path);
      else if (reading.state === "known" && isInternet(String(reading.value)))
        found.push({ property: at + path, internet: String(reading.value) });
    }
  }
  const [first] = found;
  return { property: at + (paths[0] ?? ""), ...first, undecided };
}

/** One rule of an Azure security group: nothing unless it allows what comes in. */
export function azureOpenings(view: View, at: string): Opening[] {
  const decided = onlyWhere(view, at, { access: "allow", direction: "inbound" });
  if (decided === undefined) return [];
  const sources = ["sourceAddressPrefix", "sourceAddressPrefixes"];
  const named = [...sources, "sourceApplicationSecurityGroups"].some((path) => view.read(path).state !== "absent");
  const other = named
    ? otherSide(view, at, sources)
    : { property: `${at}sourceAddressPrefix`, internet: "any source", undecided: [] };
  return [{ ...whileUndecided(other, decided), ...azurePorts(view, at) }];
}

function azurePorts(view: View, at: string): Ports {
  const protocol = view.read("protocol");
  if (protocol.state === "known" && ["icmp", "esp", "ah"].includes(String(protocol.value).toLowerCase()))
    return { ports: [], undecidedPorts: [] };
  return portTexts(view, at, ["destinationPortRange", "destinationPortRanges"]);
}

/** Ports as texts, single or lists; without any, all of them. */
function portTexts(view: View, at: string, paths: readonly string[]): Ports {
  const ports: PortRange[] = [];
  for (const path of paths) {
    for (const item of view.items(path) ?? [undefined]) {
      const reading = item?.read("");
      if (reading === undefined || reading.state === "unknown") return { undecidedPorts: [at + path] };
      // What no port can be read from counts as all of them.
      if (reading.state === "known") ports.push(parsePorts(String(reading.value)) ?? { from: 0, to: 65_535 });
    }
  }
  return { ports: ports.length === 0 ? ALL_PORTS : ports, undecidedPorts: [] };
}

/** A firewall of Google Cloud: nothing unless it allows, in this direction, and is not disabled. */
export function gcpOpenings(view: View, direction: "INGRESS" | "EGRESS"): Opening[] {
  const allows = view.items("allows");
  if (allows?.length === 0) return [];
  const defaults = { direction: "ingress", disabled: "false" };
  const decided = onlyWhere(view, "", { direction: direction.toLowerCase(), disabled: "false" }, defaults);
  if (decided === undefined) return [];
  const path = direction === "INGRESS" ? "sourceRanges" : "destinationRanges";
  const narrower = direction === "INGRESS" ? ["sourceTags", "sourceServiceAccounts"] : [];
  const named = [path, ...narrower].some((one) => view.read(one).state !== "absent");
  const other = named ? otherSide(view, "", [path]) : { property: path, internet: "any address", undecided: [] };
  return (allows ?? [undefined]).map((allow, index) => ({
    ...whileUndecided(other, decided),
    ...(allow === undefined ? { undecidedPorts: ["allows"] } : gcpPorts(allow, `allows[${index}].`)),
  }));
}

function gcpPorts(allow: View, at: string): Ports {
  const protocol = allow.read("protocol");
  if (protocol.state === "unknown") return { undecidedPorts: [`${at}protocol`] };
  const word = protocol.state === "absent" ? "all" : String(protocol.value).toLowerCase();
  if (ALL_PROTOCOLS.has(word)) return { ports: ALL_PORTS, undecidedPorts: [] };
  return WITH_PORTS.has(word) ? portTexts(allow, at, ["ports"]) : { ports: [], undecidedPorts: [] };
}

/** Undefined where a word is another one, else the paths of the words that are not known. */
export function onlyWhere(
  view: View,
  at: string,
  words: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>> = words,
): readonly string[] | undefined {
  const undecided: string[] = [];
  for (const [path, word] of Object.entries(words)) {
    const reading = view.read(path);
    if (reading.state === "unknown") undecided.push(at + path);
    else {
      const got = reading.state === "absent" ? defaults[path] : String(reading.value).toLowerCase();
      if (got !== word) return undefined;
    }
  }
  return undecided;
}

/** While it is not known whether it applies at all, it certainly opens nothing. */
export function whileUndecided<T extends Pick<Opening, "internet" | "undecided">>(
  other: T,
  decided: readonly string[],
): Omit<T, "internet"> & Pick<Opening, "internet"> {
  const { internet, ...rest } = other;
  if (decided.length === 0 || (internet === undefined && other.undecided.length === 0)) return other;
  return { ...rest, undecided: [...other.undecided, ...decided] };
}
