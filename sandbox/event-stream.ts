/** Receives the engine's events while it works: the engine connects to a port of ours and sends them one by one. */
import grpc from "@grpc/grpc-js";
import emptyMessages from "google-protobuf/google/protobuf/empty_pb.js";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import eventServices, { type IEventsServer } from "@pulumi/pulumi/proto/events_grpc_pb.js";
import type { EventRequest } from "@pulumi/pulumi/proto/events_pb.js";

/** A listening receiver. */
export interface EventStream {
  /** For the engine's `--event-log`. */
  readonly address: string;
  /** Ends the receiver. The engine waits until its last event is taken, so nothing is lost once its process has ended. */
  close(): void;
}

/** As the engine's own limit: one event holds a whole resource. */
const LARGEST_EVENT_BYTES = 400 * 1024 * 1024;

/**
 * @param onEvent called in the order of the events; debug diagnostics are left out
 * @throws Error when no port of 127.0.0.1 is to be had
 */
export async function openEventStream(onEvent: (event: EngineEvent) => void): Promise<EventStream> {
  const handlers: IEventsServer = {
    streamEvents: (call, done) => {
      call.on("data", (request: EventRequest) => {
        const event = parseEvent(request.getEvent());
        if (event !== undefined && !isDebug(event)) onEvent(event);
      });
      call.on("end", () => done(null, new emptyMessages.Empty()));
    },
  };
  const server = new grpc.Server({ "grpc.max_receive_message_length": LARGEST_EVENT_BYTES });
  server.addService(eventServices.EventsService, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `tcp://127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

/** Undefined for what is no event: a later engine may send more than the SDK declares. */
function parseEvent(text: string): EngineEvent | undefined {
  const value: unknown = JSON.parse(text);
  return isEvent(value) ? value : undefined;
}

/** The shape of an event is the engine's contract with the SDK; every one of them is numbered. */
function isEvent(value: unknown): value is EngineEvent {
  return typeof value === "object" && value !== null && "sequence" in value && typeof value.sequence === "number";
}

/** The SDK's type knows no debug severity; the engine sends it all the same. */
function isDebug(event: EngineEvent): boolean {
  const severity: string | undefined = event.diagnosticEvent?.severity;
  return severity === "debug";
}
