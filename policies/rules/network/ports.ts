/** Ranges of ports, and what of them is sensitive. */

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

const LAST_PORT = 65_535;
export const ALL_PORTS: readonly PortRange[] = [{ from: 0, to: LAST_PORT }];

/** SSH, Docker, RDP, WinRM, the API of Kubernetes. */
export const ADMIN_PORTS = [22, 2375, 2376, 3389, 5985, 5986, 6443] as const;

/** SQL Server, MySQL, PostgreSQL, Redis, OpenSearch, the kubelet's read-only port, Memcached, MongoDB. */
export const DATA_PORTS = [1433, 3306, 5432, 6379, 6380, 9200, 9300, 10_255, 11_211, 27_017] as const;

/** Those of the ports that the ranges cover. */
export function covered(ranges: readonly PortRange[], ports: readonly number[]): number[] {
  return ports.filter((port) => ranges.some(({ from, to }) => from <= port && port <= to));
}

/** Whether the ranges together leave nothing closed; port 0 is no service's. */
export function isEveryPort(ranges: readonly PortRange[]): boolean {
  let open = 0;
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    if (from > open + 1) return false;
    open = Math.max(open, to);
  }
  return open >= LAST_PORT;
}

/** The ranges that hold a port which is not in the list. */
export function beyond(ranges: readonly PortRange[], approved: readonly number[]): PortRange[] {
  return ranges.filter(({ from, to }) => {
    const inside = approved.filter((port) => from <= port && port <= to).length;
    return inside < to - from + 1;
  });
}

/** `443`, `8000-8100`, `*`; undefined where the text is none of these. */
export function parsePorts(text: string): PortRange | undefined {
  if (text === "*") return ALL_PORTS[0];
  const [from, to = from] = text.split("-");
  return /^\d+$/.test(from ?? "") && /^\d+$/.test(to ?? "") ? { from: Number(from), to: Number(to) } : undefined;
}

export function shownPorts(ranges: readonly PortRange[]): string {
  const texts = ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`));
  return `port${texts.length === 1 && !texts[0]?.includes("-") ? "" : "s"} ${texts.join(", ")}`;
}
