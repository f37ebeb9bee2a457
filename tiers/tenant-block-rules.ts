/** Whether the address blocks of one tenant are sound, hold its environments and keep apart. */
import { addressBlock, blockFault, overlaps } from "./address-block.ts";
import { environmentShare, tooSmall } from "./address-plan.ts";
import { declaredIn } from "./partial-tenant.ts";
import type { PartialTenantFile, Report } from "./partial-tenant.ts";
import type { ValuePath } from "./value-path.ts";
import type { Environment } from "./vocabulary.ts";

/** A sound block of one environment. */
interface EnvironmentBlock {
  readonly environment: Environment;
  readonly cidr: string;
  /** Written for this environment, not a share of the tenant's block. */
  readonly own: boolean;
}

/** Checks every block that a tenant file writes. */
export function checkBlocks(file: PartialTenantFile, report: Report): void {
  const tenantCidr = file.network?.cidr;
  const whole = isSound(tenantCidr, ["network", "cidr"], report) ? tenantCidr : undefined;
  const declared = declaredIn(file);
  if (file.network === undefined && file.tier !== undefined && file.tier !== "free") checkPresence(file, report);
  const blocks = declared.flatMap((environment): EnvironmentBlock[] => {
    const own = file.environments?.[environment]?.network;
    if (own !== undefined) {
      const sound = isSound(own.cidr, ["environments", environment, "network", "cidr"], report);
      return sound ? [{ environment, cidr: own.cidr, own: true }] : [];
    }
    if (whole === undefined) return [];
    const share = environmentShare(whole, environment);
    if (share !== undefined) return [{ environment, cidr: share, own: false }];
    report("address-too-small", ["network", "cidr"], `got ${whole}, ${tooSmall(environment)}`);
    return [];
  });
  checkApart(blocks, report);
}

/** Whether there is a block and nothing is wrong with it; what is wrong is reported. */
function isSound(cidr: string | undefined, path: ValuePath, report: Report): cidr is string {
  if (cidr === undefined) return false;
  const fault = blockFault(cidr);
  if (fault !== undefined) report(fault.code, path, `got ${cidr}, ${fault.expected}`);
  return fault === undefined;
}

/** Only tenants of a cell have no addresses of their own. */
function checkPresence(file: PartialTenantFile, report: Report): void {
  const without = declaredIn(file).filter((environment) => file.environments?.[environment]?.network === undefined);
  if (without.length === 0) return;
  const example = "an address block such as network: { cidr: 10.20.0.0/18 }";
  report("missing-key", ["network"], `got nothing, expected ${example}; \`leasehold tenant new\` picks a free one`);
}

/** An environment's own block must keep out of its neighbours'; shares of one block never meet. */
function checkApart(blocks: readonly EnvironmentBlock[], report: Report): void {
  for (const block of blocks.filter(({ own }) => own)) {
    const neighbour = blocks.find(
      (other) => other !== block && overlaps(addressBlock(other.cidr), addressBlock(block.cidr)),
    );
    if (neighbour === undefined) continue;
    const expected = `expected a block apart from ${neighbour.cidr} of environment ${neighbour.environment}`;
    const path = ["environments", block.environment, "network", "cidr"];
    report("address-overlap", path, `got ${block.cidr}, ${expected}; choose another`);
  }
}
