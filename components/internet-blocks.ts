/** What lies outside the network and may be reached: the one answer that routes and security groups both give. */
import type { NetworkSpec } from "../tiers/blueprint.ts";

/** One block, by a key that stays the same while the block does. */
export interface InternetBlock {
  readonly key: string;
  readonly cidr: string;
}

/** The whole internet where egress is open, else the blocks of the allow-list and nothing else. */
export function internetBlocks({
  egress,
  egressAllowList,
}: Pick<NetworkSpec, "egress" | "egressAllowList">): readonly InternetBlock[] {
  switch (egress) {
    case "open":
      return [{ key: "internet", cidr: "0.0.0.0/0" }];
    case "allow-list":
      return egressAllowList.map((cidr) => ({ key: cidr.replaceAll(/[./]/g, "-"), cidr }));
    default:
      return egress satisfies never;
  }
}
