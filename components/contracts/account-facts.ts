import type { Zone } from "../../tiers/vocabulary.ts";

/** Facts of the account that are read once, before the first resource, and frozen in the stack's outputs. */
export interface AccountFacts {
  readonly account: string;
  /** The account's zone behind each zone key, by the cloud's stable id (`euw1-az1`), not by its shuffled letter. */
  readonly zoneIds: Readonly<Record<Zone, string>>;
  /** The account's own name of the same zone (`eu-west-1b`), for services that place a node by name only. */
  readonly zoneNames: Readonly<Record<Zone, string>>;
  /** Azure: id of the Entra tenant that the subscription trusts, which vaults and role definitions name. */
  readonly directoryId?: string;
  /** Google Cloud: the project's number, from which the names of service agents are made. */
  readonly projectNumber?: string;
  /** Google Cloud: e-mail of the service agent that encrypts the project's log buckets; the project decides its form. */
  readonly logEncryptionAgent?: string;
}
