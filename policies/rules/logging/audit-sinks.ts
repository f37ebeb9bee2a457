/** Where Google Cloud's audit logs go: the sinks of a stack, and what they write into. */
import type { Graph } from "../../graph.ts";
import type { Subject } from "../../subject.ts";

export const SINK = "gcp:logging/projectSink:ProjectSink";

/** A sink takes audit logs when it takes everything, or names the log of what was done. `unknown`: its filter is not known. */
export function isAuditSink({ view }: Subject): boolean | "unknown" {
  const filter = view.read("filter");
  if (filter.state === "unknown") return "unknown";
  if (filter.state === "absent" || filter.value === "") return true;
  return /cloudaudit\.googleapis\.com(\/|%2F)activity/.test(String(filter.value));
}

/** Whether an audit sink of the stack writes into a bucket: a destination is the service's name and the bucket's. */
export function takesAuditLogs(bucket: Subject, graph: Graph): boolean | "unknown" {
  const answers = graph.ofType(SINK).map((sink) => {
    const audit = isAuditSink(sink);
    if (audit === false) return false;
    const target = writesInto(sink, bucket, graph);
    return target === true ? audit : target;
  });
  if (answers.includes(true)) return true;
  return answers.includes("unknown") ? "unknown" : false;
}

/** All buckets of a type that audit sinks write into. */
export function auditTargets(graph: Graph, type: string): readonly Subject[] {
  return graph.ofType(type).filter((bucket) => takesAuditLogs(bucket, graph) === true);
}

function writesInto(sink: Subject, bucket: Subject, graph: Graph): boolean | "unknown" {
  const destination = sink.view.read("destination");
  const names = ["id", "name"].map((path) => bucket.view.read(path)).filter(({ state }) => state === "known");
  if (destination.state === "known" && names.length > 0) {
    const path = String(destination.value).replace(/^[^/]*\//, "");
    return names.some((name) => name.state === "known" && name.value === path);
  }
  const link = graph.link(sink, "destination", bucket);
  if (link === "linked") return true;
  return link === "unknown" || destination.state === "known" ? "unknown" : false;
}
