/** Settings of databases as each cloud keeps them. */
import type { OtherResource, Props } from "../harness/rule-case.ts";

export const CONFIGURATION = "azure-native:dbforpostgresql:Configuration";

export const CLOUD_SQL = "gcp:sql/databaseInstance:DatabaseInstance";

export const FLAGS = "settings.databaseFlags";

export const SERVER = "azure-native:dbforpostgresql:Server";

export function pairs(values: Readonly<Record<string, string>>): readonly Props[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** Settings of an Azure server, each a resource. */
export function configurations(values: Readonly<Record<string, unknown>>): readonly OtherResource[] {
  return Object.entries(values).map(([configurationName, value]) => ({
    type: CONFIGURATION,
    name: configurationName,
    props: { configurationName, value },
    refersTo: { serverName: ["subject"] },
  }));
}

export const FLAG_PATHS = { [`${FLAGS}.name`]: "fail", [`${FLAGS}.value`]: "fail" } as const;

export function flags(values: Readonly<Record<string, string>>): Props {
  return { databaseVersion: "POSTGRES_17", settings: { databaseFlags: pairs(values) } };
}

export const NOT_POSTGRES = {
  why: "another engine",
  change: { databaseVersion: "MYSQL_8_4" },
  outcome: "not-applicable",
} as const;
