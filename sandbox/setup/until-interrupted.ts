/** Lets long work be stopped by Ctrl-C in a way that still cleans up after itself. */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs the work; the first SIGINT, SIGTERM or SIGHUP of this process aborts its signal.
 * @returns what the work came to, or `interrupted` when a signal came, however the work ended then
 */
export async function untilInterrupted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | "interrupted"> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const signal of SIGNALS) process.on(signal, abort);
  try {
    const result = await work(controller.signal);
    return controller.signal.aborted ? "interrupted" : result;
  } catch (error) {
    if (controller.signal.aborted) return "interrupted";
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, abort);
  }
}
