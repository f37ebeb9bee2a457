/**
 * The day by which tests judge under the pack's own waivers: the one on which these were approved. By the clock every such test
 * would fail from the day on which the first of them expires.
 */
export const WAIVER_DAY = "2026-11-21";
