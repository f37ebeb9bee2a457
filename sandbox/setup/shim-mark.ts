/** In the first lines of the `pulumi` that lies in the sandbox's `bin`: tells it from an engine. */
export const SHIM_MARK = "leasehold sandbox: stands for the engine";
