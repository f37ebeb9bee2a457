/** The same openings in the words of each cloud, for the four rules about what the internet may reach. */
import { changed } from "../harness/subjects.ts";
import {
  NOT_YET_KNOWN,
  type Break,
  type Props,
  type RuleCase,
  type RuleCases,
  type Variant,
} from "../harness/rule-case.ts";
import { SHAPES, type Shape } from "./openings.ts";

/** What a rule forbids, and the words it says so with. */
interface Forbidden {
  /** Ranges that fail, with the middle of the message. */
  readonly open: readonly { readonly ports: readonly [number, number]; readonly got: string }[];
  readonly everything: string;
  readonly expected: string;
  /** Ranges that pass, just beside. */
  readonly closed: readonly (readonly [number, number])[];
}

function casesOf({ open, everything, expected, closed }: Forbidden): RuleCase[] {
  return SHAPES.map((shape) => caseOf(shape));

  function caseOf(shape: Shape): RuleCase {
    const [first] = open;
    const bad = first?.ports ?? [0, 0];
    const public4 = { [shape.source]: shape.from("0.0.0.0/0") };
    const said = (source: string, got: string): string[] => [`${shape.reason}: got ${source} ${got}, ${expected}`];
    const breaks: Break[] = [
      ...open.map(({ ports, got }) => ({
        why: `the internet on ${ports[0]}-${ports[1]}`,
        change: { ...public4, ...shape.ports(...ports) },
        reasons: said("0.0.0.0/0", got),
      })),
      {
        why: "half of the internet",
        change: { [shape.source]: shape.from("128.0.0.0/1") },
        reasons: said("128.0.0.0/1", first?.got ?? ""),
      },
      {
        why: "the internet, all protocols or ports",
        change: { ...public4, ...shape.everything },
        reasons: said("0.0.0.0/0", everything),
      },
    ];
    const variants: Variant[] = [
      ...closed.map(([from, to]) => ({
        why: `the internet on ${from}-${to}`,
        outcome: "pass" as const,
        change: { ...public4, ...shape.ports(from, to) },
      })),
      ...shape.harmless.map(({ why, change }) => ({
        why,
        outcome: "pass" as const,
        change: { ...public4, ...change },
      })),
      { why: "a source that is not known", outcome: "unknown", change: { [shape.source]: shape.from(NOT_YET_KNOWN) } },
      {
        why: "ports that are not known",
        outcome: "unknown",
        change: {
          ...public4,
          ...Object.fromEntries(Object.keys(shape.ports(1, 1)).map((path) => [path, NOT_YET_KNOWN])),
        },
      },
    ];
    const sources = [shape.source, ...shape.moreSources];
    return {
      type: shape.type,
      compliant: withPorts(shape, bad),
      absent: Object.fromEntries([
        ...[...sources, ...shape.others].map((path) => [path, "pass"] as const),
        [shape.source, shape.withoutSource] as const,
      ]),
      unknown: Object.fromEntries(shape.others.map((path) => [path, "pass"] as const)),
      breaks,
      neutral: shape.others,
      variants,
    };
  }
}

function withPorts(shape: Shape, [from, to]: readonly [number, number]): Props {
  return changed(shape.props, shape.ports(from, to));
}

const ADMIN = "22, 2375, 2376, 3389, 5985, 5986, 6443";
const DATA = "1433, 3306, 5432, 6379, 6380, 9200, 9300, 10255, 11211, 27017";

export const INGRESS_CASES: RuleCases = {
  "NET-01": casesOf({
    open: [
      ...[22, 2375, 2376, 3389, 5985, 5986, 6443].map((port) => ({
        ports: [port, port] as const,
        got: `on port ${port}`,
      })),
      { ports: [20, 3388], got: "on ports 22, 2375, 2376" },
    ],
    everything: `on ports ${ADMIN}`,
    expected: "expected no source on the internet; use a session service or name the networks",
    closed: [
      [443, 443],
      [21, 21],
      [23, 2374],
      [3390, 5984],
      [6444, 65_535],
    ],
  }),
  "NET-02": casesOf({
    open: [1433, 3306, 5432, 6379, 6380, 9200, 9300, 10_255, 11_211, 27_017].map((port) => ({
      ports: [port, port] as const,
      got: `on port ${port}`,
    })),
    everything: `on ports ${DATA}`,
    expected: "expected no source on the internet; let the workloads' group in instead",
    closed: [
      [443, 443],
      [5433, 6378],
      [27_018, 65_535],
    ],
  }),
  "NET-03": casesOf({
    open: [
      { ports: [0, 65_535], got: "on all ports" },
      { ports: [1, 65_535], got: "on all ports" },
    ],
    everything: "on all ports",
    expected: "expected single ports; name the ports",
    closed: [
      [443, 443],
      [2, 65_535],
      [0, 65_534],
    ],
  }),
  "NET-04": casesOf({
    open: [
      { ports: [8443, 8443], got: "on port 8443" },
      { ports: [80, 443], got: "on ports 80-443" },
      { ports: [442, 443], got: "on ports 442-443" },
    ],
    everything: "on ports 0-65535",
    expected: "expected only ports 80, 443; close it or have the port approved",
    closed: [
      [443, 443],
      [80, 80],
    ],
  }).map((one) =>
    one.type === "aws:ec2/securityGroup:SecurityGroup"
      ? {
          ...one,
          breaks: [
            ...one.breaks,
            {
              why: "an approved port, but into a group of data stores",
              change: {
                "ingress.cidrBlocks": ["0.0.0.0/0"],
                "ingress.fromPort": 443,
                "ingress.toPort": 443,
                tags: { component: "database" },
              },
              reasons: [
                "ingress[0].cidrBlocks: got 0.0.0.0/0 on port 443, expected nothing on a group of data stores; close it or have the port approved",
              ],
            },
          ],
        }
      : one,
  ),
};
