import { availableParallelism, cpus, loadavg } from "node:os";

/** Where figures were taken; without it a time says nothing. */
export interface Machine {
  readonly cores: number;
  /** As the processor calls itself; empty where it does not. */
  readonly processor: string;
  readonly platform: string;
  /** Version of Node.js. */
  readonly node: string;
  /** Processes that wanted a core, on average over the minute before; 0 on Windows, which does not count them. */
  readonly loadBefore: number;
}

/** This machine, as it is before anything is measured. */
export function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? "",
    platform: process.platform,
    node: process.versions.node,
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** One line for people; warns where others already use half of the machine. */
export function machineText({ cores, processor, platform, node, loadBefore }: Machine): string {
  const text = `${cores} cores ${processor}, ${platform}, Node.js ${node}, load ${loadBefore.toFixed(1)} before`;
  if (loadBefore <= cores / 2) return text;
  return `${text}: busy with other work, so times are too long, and ratios of work that uses several cores too high`;
}
