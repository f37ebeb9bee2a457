/** What lies in a PostgreSQL flexible server: parameters, databases, Entra administrators. */
import { textAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { armType } from "../arm-type.ts";
import { isReader, SERVER } from "../postgresql-server.ts";
import { isAllowed, SERVER_PARAMETERS } from "../postgresql-parameters.ts";

const CONFIGURATION = "azure-native:dbforpostgresql:Configuration";

/** What Azure puts into each server by itself. */
const SYSTEM_DATABASES = ["azure_maintenance", "azure_sys", "postgres"];

const configuration: ResourceType = {
  ...armType({
    token: CONFIGURATION,
    armType: "Microsoft.DBforPostgreSQL/flexibleServers/configurations",
    names: ["serverName", "configurationName"],
    naming: { pattern: /^[a-z_]+(\.[a-z_]+)?$/, maxLength: 63, words: "must be the name of a server parameter" },
    parent: SERVER,
    refuseCreate: refuseValue,
    refuseUpdate: (_old, inputs, context) => refuseValue(inputs, context),
    outputs(inputs) {
      const name = textAt(inputs, "configurationName") ?? "";
      const parameter = SERVER_PARAMETERS[name];
      return {
        allowedValues: parameter?.allowedValues ?? "",
        dataType: parameter?.type ?? "String",
        defaultValue: parameter?.defaultValue ?? "",
        description: "",
        documentationLink: `https://www.postgresql.org/docs/17/runtime-config.html#${name}`,
        isConfigPendingRestart: isPending(inputs),
        isDynamicConfig: parameter?.isDynamic ?? true,
        isReadOnly: false,
        unit: "",
      };
    },
    update: (old, inputs) => ({ ...old.outputs, isConfigPendingRestart: isPending(inputs) }),
  }),
  // The provider deletes nothing: it sets the default again, which a lock on the server allows.
  refuseDelete: () => undefined,
};

const database: ResourceType = armType({
  token: "azure-native:dbforpostgresql:Database",
  armType: "Microsoft.DBforPostgreSQL/flexibleServers/databases",
  names: ["serverName", "databaseName"],
  naming: {
    pattern: /^[A-Za-z_][\w-]{0,62}$/,
    maxLength: 63,
    words: "must begin with a letter or underscore and have at most 63 letters, numbers, underscores and hyphens",
  },
  parent: SERVER,
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "databaseName") ?? "";
    if (SYSTEM_DATABASES.includes(name))
      return armError("400 InvalidDatabaseName", `The database name '${name}' is reserved.`);
    return refuseOnReader(inputs, context);
  },
});

const administrator: ResourceType = armType({
  token: "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
  armType: "Microsoft.DBforPostgreSQL/flexibleServers/administrators",
  names: ["serverName", "objectId"],
  naming: { pattern: /^[\w-]+$/, maxLength: 80, words: "must be the object id of a principal" },
  parent: SERVER,
  enums: { principalType: ["User", "Group", "ServicePrincipal"] },
  refuseCreate(inputs, context) {
    const server = serverOf(inputs, context);
    if (server !== undefined && textAt(server.inputs, "authConfig.activeDirectoryAuth") !== "Enabled") {
      return armError(
        "400 AadAuthNotEnabled",
        `Microsoft Entra authentication is not enabled on the server '${server.name}'.`,
      );
    }
    return refuseOnReader(inputs, context);
  },
});

export const postgresqlPartTypes: readonly ResourceType[] = [configuration, database, administrator];

function serverOf(inputs: Properties, { cloud }: TypeContext): CloudRecord | undefined {
  return cloud.find(SERVER, ({ inputs: server }) => textAt(server, "serverName") === textAt(inputs, "serverName"));
}

/** A static parameter with another value than its default waits for a restart, which no provider does. */
function isPending(inputs: Properties): boolean {
  const parameter = SERVER_PARAMETERS[textAt(inputs, "configurationName") ?? ""];
  if (parameter === undefined || parameter.isDynamic) return false;
  return textAt(inputs, "value")?.toLowerCase() !== parameter.defaultValue.toLowerCase();
}

function refuseValue(inputs: Properties, context: TypeContext): string | undefined {
  const name = textAt(inputs, "configurationName") ?? "";
  const parameter = SERVER_PARAMETERS[name];
  if (parameter === undefined)
    return armError("404 ConfigurationNotExists", `The configuration '${name}' does not exist for the server.`);
  const value = textAt(inputs, "value");
  if (value !== undefined && !isAllowed(parameter, value)) {
    return armError(
      "400 InvalidParameterValue",
      `Invalid value '${value}' given for parameter ${name}. Specify a valid parameter value: ${parameter.allowedValues}.`,
    );
  }
  const server = serverOf(inputs, context);
  if (name.startsWith("pgbouncer.") && server !== undefined && textAt(server.inputs, "sku.tier") === "Burstable")
    return armError("400 FeatureNotSupported", "PgBouncer is not supported for the Burstable compute tier.");
  return undefined;
}

function refuseOnReader(inputs: Properties, context: TypeContext): string | undefined {
  const server = serverOf(inputs, context);
  if (server === undefined || !isReader(server.inputs)) return undefined;
  return armError(
    "400 OperationNotAllowedOnReplica",
    `The server '${server.name}' is a read replica and cannot be written to.`,
  );
}
