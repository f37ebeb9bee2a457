import type { Terminal } from "./terminal.ts";

/** Turns Ctrl-C into a signal that ends the engine's run in good order; a second Ctrl-C ends this process. */
export function onInterrupt(terminal: Terminal): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    terminal.tell(
      "stopping: running steps are finished first, so that nothing is lost; press Ctrl-C again to leave at once",
    );
    process.removeListener("SIGINT", stop);
    controller.abort();
  };
  process.on("SIGINT", stop);
  return { signal: controller.signal, dispose: () => void process.removeListener("SIGINT", stop) };
}
