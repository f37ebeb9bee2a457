/** Notices when the engine is gone: a language host that outlives its engine would keep the program running. */
import grpc from "@grpc/grpc-js";

/** Reconnecting to a living engine on the same machine takes milliseconds. */
const RECONNECT_MILLISECONDS = 500;

/**
 * Holds a connection to the engine for as long as it lives and calls `onLost` once when it is gone. Costs nothing while
 * the engine lives: the kernel reports a closed connection at once, also when the engine was killed.
 * @param address `127.0.0.1:<port>`
 */
export function watchEngine(address: string, onLost: () => void): void {
  const client = new grpc.Client(address, grpc.credentials.createInsecure(), {
    // An engine that says nothing for long (a database takes half an hour) is not gone.
    "grpc.client_idle_timeout_ms": 2 ** 31 - 1,
  });
  const connect = (): void =>
    client.waitForReady(Date.now() + RECONNECT_MILLISECONDS, (error) => {
      if (error) onLost();
      else watch();
    });
  const watch = (): void => {
    const channel = client.getChannel();
    channel.watchConnectivityState(grpc.connectivityState.READY, Infinity, connect);
  };
  connect();
}
