/** The account's blueprint: the complete, cloud-neutral, plain description of one account stack. Nothing is decided after it. */
import type { StackLabels } from "../stack-spec.ts";
import type { AvailableCloud, Framework } from "../vocabulary.ts";

export interface AccountBlueprint {
  readonly stack: AccountStackSpec;
  readonly labels: StackLabels;
  readonly baseline: AccountBaselineSpec;
}

export interface AccountStackSpec {
  /** `account-<name>`, also the Pulumi stack's name and the prefix of physical names. No tenant may be called so. */
  readonly name: string;
  /** The account's own name. */
  readonly accountName: string;
  readonly cloud: AvailableCloud;
  /** Home region, where the records lie. */
  readonly region: string;
  /** Account, subscription or project id to which the provider is pinned. */
  readonly account: string;
  /** Law group of the home region. */
  readonly jurisdiction: string;
  readonly frameworks: readonly Framework[];
  /** The record is evidence: always on. */
  readonly deletionProtection: boolean;
  /** FIPS 140-3 endpoints of the cloud's API only. */
  readonly fipsEndpoints: boolean;
  readonly contacts: { readonly owner: string; readonly security: string };
}

export interface AccountBaselineSpec {
  /** Regions in which detection, recording and hardening are on; the home region first. */
  readonly guardedRegions: readonly string[];
  /** The key that encrypts the record; where disks get a key by default, theirs too. */
  readonly key: { readonly rotationDays: number; readonly deletionWindowDays: number };
  readonly audit: AccountAuditSpec;
  readonly detection: DetectionSpec;
  readonly passwords: PasswordSpec;
  /** Whose accounts the trail and the access analyzer cover: this one, or all of the organization. */
  readonly scope: "account" | "organization";
  /** What the cloud itself calls when it sees a threat; absent without a telephone number where one is asked for. */
  readonly securityContact?: SecurityContactSpec;
}

export interface AccountAuditSpec {
  readonly retentionDays: number;
  /** `compliance` can never be lifted, by anybody; `governance` by a special permission. */
  readonly lockMode: "governance" | "compliance";
  /** Days for which the record can be searched without restoring it. */
  readonly searchableDays: number;
}

export interface DetectionSpec {
  /** How often a finding that goes on is told again, minutes. */
  readonly repeatMinutes: 15 | 60 | 360;
  /** Least severity that reaches a person. */
  readonly leastSeverity: "medium";
  /** How often a snapshot of every resource's settings is taken beside the record of their changes, hours. */
  readonly snapshotHours: 1 | 3 | 6 | 12 | 24;
}

/** Passwords of people who sign in to the account itself. */
export interface PasswordSpec {
  readonly minimumLength: number;
  readonly maximumAgeDays: number;
  /** How many earlier passwords may not be used again. */
  readonly remembered: number;
}

export interface SecurityContactSpec {
  readonly email: string;
  /** Absent where the cloud asks for none. */
  readonly telephone?: string;
}
