/** Azure's diagnostic settings as cases need them. */
import { NOT_YET_KNOWN, type Break, type OtherResource, type Props, type Variant } from "../harness/rule-case.ts";

const TYPE = "azure-native:monitor:DiagnosticSetting";

/** A setting of the subject that sends categories, or a whole group of them, to a workspace. */
export function setting(categories: readonly string[], group?: string, props: Props = {}): OtherResource {
  const groups = group === undefined ? [] : [{ categoryGroup: group, enabled: true }];
  const logs = [...categories.map((category) => ({ category, enabled: true })), ...groups];
  return {
    type: TYPE,
    name: "setting",
    props: { logs, workspaceId: "/workspaces/acme", ...props },
    refersTo: { resourceUri: ["subject"] },
  };
}

/** What breaks a resource whose logs have to be sent. @param expected for the message */
export function notSent(
  categories: readonly string[],
  expected: string,
  others: readonly OtherResource[] = [],
): Break[] {
  const wants = `expected ${expected} sent to a workspace or a store; add a DiagnosticSetting`;
  const off = categories.map((category) => ({ category, enabled: false }));
  return [
    { why: "no setting", others, reasons: [`: got no diagnostic setting, ${wants}`] },
    {
      why: "a setting without logs",
      others: [...others, setting([])],
      reasons: [`: got a diagnostic setting without them, ${wants}`],
    },
    {
      why: "logs that are switched off",
      others: [...others, setting([], undefined, { logs: off })],
      reasons: [`: got a diagnostic setting without them, ${wants}`],
    },
    {
      why: "a setting that sends nowhere",
      others: [...others, setting(categories, undefined, { workspaceId: null })],
      reasons: [`: got a diagnostic setting without them, ${wants}`],
    },
  ];
}

/** What else will do, or has to be known first. */
export function sentOtherwise(categories: readonly string[]): Variant[] {
  return [
    { why: "the whole group", others: [setting([], "allLogs")], outcome: "pass" },
    {
      why: "to a store",
      others: [setting(categories, undefined, { workspaceId: null, storageAccountId: "/a" })],
      outcome: "pass",
    },
    { why: "logs that are not known", others: [setting([], undefined, { logs: NOT_YET_KNOWN })], outcome: "unknown" },
    {
      why: "a setting of something that is not known",
      others: [{ type: TYPE, name: "setting", props: { resourceUri: NOT_YET_KNOWN } }],
      outcome: "unknown",
    },
  ];
}
