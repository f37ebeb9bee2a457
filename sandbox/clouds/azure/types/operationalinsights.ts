/** Log Analytics workspaces, and the settings that let resources deliver into them. */
import { blocksAt, listAt, numberAt, textAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { alreadyExists, armError } from "../arm-error.ts";
import { armId, findById, isSameId, parseArmId } from "../arm-id.ts";
import { armType } from "../arm-type.ts";
import { guidOf } from "../guid.ts";
import { findAny, refuseMissingScope, register } from "../known-types.ts";
import { STORAGE_ACCOUNT } from "../storage-lookup.ts";

export const WORKSPACE = "azure-native:operationalinsights:Workspace";
const SETTING = "azure-native:monitor:DiagnosticSetting";
const SETTING_TYPE = "Microsoft.Insights/diagnosticSettings";

const RETENTION_DAYS = { min: 30, max: 730 } as const;
/** Settings that a resource may have (Azure Monitor: "Diagnostic settings", limits). */
const SETTINGS_MAX = 5;
const SINKS = ["storageAccountId", "workspaceId", "eventHubAuthorizationRuleId", "marketplacePartnerId"] as const;

const workspace = armType({
  token: WORKSPACE,
  armType: "Microsoft.OperationalInsights/workspaces",
  names: ["workspaceName"],
  naming: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/,
    maxLength: 63,
    words: "must have 4 to 63 letters, numbers and hyphens, and begin and end with a letter or number",
  },
  enums: {
    "sku.name": [
      "Free",
      "Standard",
      "Premium",
      "PerNode",
      "PerGB2018",
      "Standalone",
      "CapacityReservation",
      "LACluster",
    ],
    publicNetworkAccessForIngestion: ["Enabled", "Disabled", "SecuredByPerimeter"],
    publicNetworkAccessForQuery: ["Enabled", "Disabled", "SecuredByPerimeter"],
  },
  check(inputs) {
    const days = numberAt(inputs, "retentionInDays");
    if (days === undefined || (days >= RETENTION_DAYS.min && days <= RETENTION_DAYS.max)) return [];
    const reason = `expected ${RETENTION_DAYS.min} to ${RETENTION_DAYS.max} days, got ${days}`;
    return [{ property: "retentionInDays", reason }];
  },
  refuseUpdate(old, inputs) {
    const [from, to] = [textAt(old.inputs, "sku.name"), textAt(inputs, "sku.name")];
    const isReserved = [from, to].every((sku) => sku === "PerGB2018" || sku === "CapacityReservation");
    if (from === to || isReserved || from === "LACluster") return undefined;
    return armError("400 InvalidSku", `The pricing tier of a workspace cannot be changed from ${from} to ${to}.`);
  },
  outputs: (_inputs, _context, id) => ({
    createdDate: "2026-01-01T00:00:00.0000000Z",
    customerId: guidOf("workspace", id),
    modifiedDate: "2026-01-01T00:00:00.0000000Z",
    provisioningState: "Succeeded",
  }),
});

register(SETTING_TYPE, SETTING);

/** Hangs on a resource, as locks do, and lies in no group of its own. */
const setting: ResourceType = {
  token: SETTING,
  place: (properties) => parseArmId(textAt(properties, "resourceUri") ?? textAt(properties, "id") ?? "")?.resourceGroup,
  fileBy: "name",
  autoName: { property: "name", maxLength: 260, separator: "", digits: 8 },
  enums: { logAnalyticsDestinationType: ["Dedicated", "AzureDiagnostics"] },
  refuseCreate(inputs, context) {
    const uri = textAt(inputs, "resourceUri") ?? "";
    const id = settingId(inputs);
    if (findById(context, SETTING, id) !== undefined) return alreadyExists(id);
    return refuseMissingScope(uri, context) ?? refuseSinks(inputs, id, context);
  },
  create(inputs) {
    const uri = textAt(inputs, "resourceUri") ?? "";
    const target = parseArmId(uri)?.names ?? [];
    return {
      id: settingId(inputs),
      name: [...target, textAt(inputs, "name")].join("/"),
      outputs: { type: SETTING_TYPE },
    };
  },
  refuseUpdate: (old, inputs, context) => refuseSinks(inputs, old.id, context),
};

export const logTypes: readonly ResourceType[] = [workspace, setting];

function settingId(inputs: Properties): string {
  return armId(textAt(inputs, "resourceUri") ?? "", SETTING_TYPE, [textAt(inputs, "name") ?? ""]);
}

function refuseSinks(inputs: Properties, id: string, context: TypeContext): string | undefined {
  if (SINKS.every((sink) => textAt(inputs, sink) === undefined))
    return armError("400 BadRequest", "At least one data sink needs to be specified in the diagnostic setting.");
  if (listAt(inputs, "logs").length === 0 && listAt(inputs, "metrics").length === 0)
    return armError("400 BadRequest", "At least one category of logs or metrics needs to be enabled.");
  if (
    blocksAt(inputs, "logs").some(
      (log) => (textAt(log, "category") === undefined) === (textAt(log, "categoryGroup") === undefined),
    )
  )
    return armError("400 BadRequest", "Exactly one of category and categoryGroup must be given for each log.");
  return (
    refuseMissingSink(inputs, "workspaceId", WORKSPACE, context) ??
    refuseMissingSink(inputs, "storageAccountId", STORAGE_ACCOUNT, context) ??
    refuseOtherRegion(inputs, context) ??
    refuseOthers(inputs, id, context)
  );
}

function refuseMissingSink(
  inputs: Properties,
  property: "workspaceId" | "storageAccountId",
  token: string,
  context: TypeContext,
): string | undefined {
  const sink = textAt(inputs, property);
  if (sink === undefined || parseArmId(sink)?.subscription !== context.account) return undefined;
  if (findById(context, token, sink) !== undefined) return undefined;
  return armError("404 ResourceNotFound", `The Resource '${sink}' was not found.`);
}

/** An account takes records of its own region only (Azure Monitor: "Diagnostic settings", destination limitations). */
function refuseOtherRegion(inputs: Properties, context: TypeContext): string | undefined {
  const account = findById(context, STORAGE_ACCOUNT, textAt(inputs, "storageAccountId"));
  const resource = findAny(context, textAt(inputs, "resourceUri") ?? "");
  const from = textAt(resource?.inputs ?? {}, "location");
  const to = textAt(account?.inputs ?? {}, "location");
  if (from === undefined || to === undefined || from === to || from === "global") return undefined;
  return armError(
    "400 BadRequest",
    `Resource in region '${from}' cannot deliver to a storage account in region '${to}': both must be in the same region.`,
  );
}

function refuseOthers(inputs: Properties, id: string, { cloud }: TypeContext): string | undefined {
  const others = cloud
    .all(SETTING)
    .filter((other) => isSameId(textAt(other.inputs, "resourceUri"), textAt(inputs, "resourceUri")))
    .filter((other) => !isSameId(other.id, id));
  if (others.length >= SETTINGS_MAX)
    return armError("409 Conflict", `The limit of ${SETTINGS_MAX} diagnostic settings was reached.`);
  const twin = others.find((other) =>
    (["workspaceId", "storageAccountId"] as const).some(
      (sink) => textAt(inputs, sink) !== undefined && isSameId(textAt(other.inputs, sink), textAt(inputs, sink)),
    ),
  );
  return twin && armError("409 Conflict", `Data sink is already used in diagnostic setting '${twin.name}'.`);
}
