/** The blocks that workloads may reach outside, judged as routes and security groups will take them. */
import { addressBlock, canonicalBlock, overlaps } from "../address-block.ts";
import { cloudServices } from "../cloud-services.ts";
import { factNumber } from "../feasibility.ts";
import type { ProblemCode } from "../problem.ts";
import type { Scene } from "./scene.ts";

/** Rules that a workload's security group has besides the list: its own network, and object storage. */
const RULES_BESIDE_LIST = 2;

/** The widest block that still leaves something out, as a prefix length: a list that lets everything through is none. */
const WIDEST_PREFIX = 8;

interface Fault {
  readonly code: ProblemCode;
  readonly expected: string;
}

/**
 * Checks the allow-list for outgoing connections.
 * @param ownBlock the stack's own block.
 */
export function checkEgressList(scene: Scene, ownBlock: string): void {
  const list = scene.settings.network.egressAllowList.value;
  const { egressRules } = cloudServices(scene.cloud).facts;
  const most = factNumber(egressRules) - RULES_BESIDE_LIST;
  const refuse = (code: ProblemCode, message: string): void => scene.report(code, "network.egressAllowList", message);
  if (list.length > most) {
    const message = `got ${list.length} blocks, expected at most ${most} (fact ${egressRules}); join neighbouring blocks to wider ones`;
    refuse("infeasible", message);
  }
  list.forEach((cidr, index) => {
    const fault = faultOf(cidr, list.slice(0, index), ownBlock);
    if (fault !== undefined) refuse(fault.code, `got ${cidr}, ${fault.expected}`);
  });
}

function faultOf(cidr: string, before: readonly string[], ownBlock: string): Fault | undefined {
  const canonical = canonicalBlock(cidr);
  if (canonical !== cidr) {
    const write = canonical === undefined ? "198.51.100.0/24" : canonical;
    return { code: "address-block", expected: `expected the first address of a block; write ${write}` };
  }
  if (before.includes(cidr)) return { code: "duplicate-value", expected: "expected it once; remove it" };
  const block = addressBlock(cidr);
  if (block.prefixLength < WIDEST_PREFIX) {
    const expected = `expected blocks of /${WIDEST_PREFIX} and longer, which leave something out; name what is needed`;
    return { code: "address-block", expected };
  }
  if (overlaps(block, addressBlock(ownBlock))) {
    return {
      code: "address-overlap",
      expected: `expected blocks outside the stack's own ${ownBlock}, which is always reachable; remove it`,
    };
  }
  return undefined;
}
