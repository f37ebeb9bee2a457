/** Classes that a service builds to fit instead of listing them, and data disks. */
import { sizeTable } from "./size-tables.ts";
import type { SizeTable } from "./size-tables.ts";
import type { NodeClass, NodeWish } from "./sizes.ts";

const MIB_PER_GIB = 1024;

/** The class that fits a wish; undefined when the service builds none, or none so large. */
export function buildNodeClass(wish: NodeWish): NodeClass | undefined {
  const { custom, at } = sizeTable(wish.service);
  if (custom === undefined) return undefined;
  const memoryMib = stepUp(Math.max(wish.memoryGib * MIB_PER_GIB, custom.memoryMinMib), custom.memoryStepMib);
  const vcpu = evenOrOne(Math.max(wish.vcpu, memoryMib / custom.memoryMibPerVcpuMax));
  const fittingMib = Math.max(memoryMib, stepUp(vcpu * custom.memoryMibPerVcpuMin, custom.memoryStepMib));
  if (vcpu > custom.vcpuMax || fittingMib > custom.memoryMaxMib) return undefined;
  return { class: `${custom.prefix}${vcpu}-${fittingMib}`, vcpu, memoryGib: fittingMib / MIB_PER_GIB, at };
}

/** 1, or the next even number. */
function evenOrOne(vcpu: number): number {
  return vcpu <= 1 ? 1 : Math.ceil(vcpu / 2) * 2;
}

function stepUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** The data disk that covers promised storage and operations. */
export interface DiskClass {
  /** In the cloud's vocabulary, e.g. `Premium_LRS`. */
  readonly type: string;
  readonly sizeGib: number;
  /** Performance tier, where it is chosen apart from the size, e.g. `P30`. */
  readonly performanceTier?: string;
  /** Operations per second that it gives. */
  readonly iopsProvided: number;
}

/**
 * The smallest disk that covers a promise; undefined when none does.
 * @param storageGib storage, GiB.
 * @param iops operations per second.
 */
export function pickDisk(
  disks: NonNullable<SizeTable["disks"]>,
  storageGib: number,
  iops: number,
): DiskClass | undefined {
  const { type } = disks;
  if (!("steps" in disks)) {
    const sizeGib = Math.max(storageGib, disks.sizeMinGib, Math.ceil(iops / disks.iopsPerGib));
    if (sizeGib > disks.sizeMaxGib || iops > disks.iopsMax) return undefined;
    return { type, sizeGib, iopsProvided: Math.min(sizeGib * disks.iopsPerGib, disks.iopsMax) };
  }
  const { steps, smallBelowGib, highestSmallTier } = disks;
  const highest = steps.findIndex(({ tier }) => tier === highestSmallTier);
  for (const [index, { sizeGib }] of steps.entries()) {
    if (sizeGib < storageGib) continue;
    const tiers = sizeGib < smallBelowGib ? steps.slice(index, highest + 1) : steps.slice(index);
    const fast = tiers.find((step) => step.iops >= iops);
    if (fast !== undefined) return { type, sizeGib, performanceTier: fast.tier, iopsProvided: fast.iops };
  }
  return undefined;
}
