/** Azure's diagnostic settings: which logs of a resource are sent, and whether anywhere. */
import { check } from "./checks.ts";
import { fail, PASS, unknown, type Finding } from "./finding.ts";
import type { Graph, Link } from "./graph.ts";
import type { Check } from "./rule.ts";
import type { Subject } from "./subject.ts";

export const DIAGNOSTIC_SETTING = "azure-native:monitor:DiagnosticSetting";

/** Groups that hold every category that tells who did what. */
const GROUPS: readonly unknown[] = ["allLogs", "audit"];
const DESTINATIONS = [
  "workspaceId",
  "storageAccountId",
  "eventHubAuthorizationRuleId",
  "marketplacePartnerId",
] as const;

export interface LogsWanted {
  /** All of these; an entry with `|` is satisfied by one of its words. None: any category at all. */
  readonly categories: readonly string[];
  /** Below the resource, where its logs are: `/blobServices/default`. */
  readonly below?: string;
}

/** The settings of a resource, and whether one of the others may still be one. */
export function settingsOf(
  subject: Subject,
  graph: Graph,
  below = "",
): { readonly settings: readonly Subject[]; readonly undecided: boolean } {
  const links = graph
    .ofType(DIAGNOSTIC_SETTING)
    .map((setting) => ({ setting, link: linkOf(setting, subject, graph, below) }));
  return {
    settings: links.filter(({ link }) => link === "linked").map(({ setting }) => setting),
    undecided: links.some(({ link }) => link === "unknown"),
  };
}

/** By id where both are known, since a child's id begins with its parent's; by dependency before. */
function linkOf(setting: Subject, subject: Subject, graph: Graph, below: string): Link {
  const uri = setting.view.read("resourceUri");
  const id = subject.view.read("id");
  if (uri.state === "known" && id.state === "known") {
    return String(uri.value).toLowerCase() === `${String(id.value)}${below}`.toLowerCase() ? "linked" : "not-linked";
  }
  if (below !== "" && namesStorageAccount(setting, "resourceUri", subject, graph)) return "linked";
  return graph.link(setting, "resourceUri", subject);
}

/** A storage account is named by its own id, or by a part of the id of what lies in it: a container's holds the account's. */
export function namesStorageAccount(from: Subject, property: string, account: Subject, graph: Graph): boolean {
  if (graph.link(from, property, account) === "linked") return true;
  const named = (from.propertyDependencies[property] ?? []).flatMap((urn) => graph.at(urn) ?? []);
  return named.some((child) => graph.link(child, "accountName", account) === "linked");
}

/** Whether the settings send the wanted logs somewhere. */
export function logsSent(settings: readonly Subject[], { categories }: LogsWanted): boolean | "unknown" {
  const sending = settings.filter(({ view }) => DESTINATIONS.some((path) => view.read(path).state !== "absent"));
  const sent = sending.map(({ view }) => view.items("logs"));
  const logs = sent.flatMap((items) => items ?? []);
  const on = logs.filter((log) => {
    const enabled = log.read("enabled");
    return enabled.state === "unknown" || (enabled.state === "known" && enabled.value === true);
  });
  const readings = on.flatMap((log) => [log.read("category"), log.read("categoryGroup")]);
  const names = readings.flatMap((reading) => (reading.state === "known" ? [reading.value] : []));
  const whole = names.some((name) => GROUPS.includes(name));
  const each = categories.every((wanted) => wanted.split("|").some((word) => names.includes(word)));
  if (names.length > 0 && (whole || each)) return true;
  return sent.includes(undefined) || readings.some(({ state }) => state === "unknown") ? "unknown" : false;
}

/** A resource whose logs are sent. */
export function sendsLogs(wanted: LogsWanted): Check {
  return check([], (subject, _context, graph) => findLogs(subject, graph, wanted));
}

export function findLogs(subject: Subject, graph: Graph, wanted: LogsWanted): Finding {
  const { settings, undecided } = settingsOf(subject, graph, wanted.below);
  const sent = logsSent(settings, wanted);
  if (sent === true) return PASS;
  if (sent === "unknown" || undecided) return unknown("logs.category");
  const list = wanted.categories.map((one) => one.replaceAll("|", " or ")).join(", ");
  const expected = list === "" ? "its logs sent to a workspace or a store" : `${list} sent to a workspace or a store`;
  const got = settings.length === 0 ? "no diagnostic setting" : "a diagnostic setting without them";
  return fail("", `got ${got}, expected ${expected}; add a DiagnosticSetting`);
}
