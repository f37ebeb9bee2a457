/** Which tiers rules ask for spares, copies, locks and alerts: as the catalogue has it, and nobody else. */
import assert from "node:assert/strict";
import type { Context } from "../../policies/context.ts";
import * as promises from "../../policies/tier-promises.ts";
import { TIERS } from "../../tiers/vocabulary.ts";
import { contextOf } from "./harness/subjects.ts";

/** Tiers that promise it; a change of the catalogue that makes rules ask more or fewer tenants shows here. */
const FROM_PREMIUM = ["premium", "enterprise", "enterprise-plus", "white-label"];
const FROM_ENTERPRISE = ["enterprise", "enterprise-plus", "white-label"];
const PROMISES: readonly (readonly [
  name: string,
  promised: (context: Context) => boolean,
  tiers: readonly string[],
])[] = [
  ["spare nodes of databases", promises.promisesSpareDatabases, FROM_PREMIUM],
  ["spare nodes of document databases", promises.promisesSpareDocuments, FROM_PREMIUM],
  ["spare nodes of caches", promises.promisesSpareCaches, FROM_PREMIUM],
  ["copies of backups in another region", promises.promisesBackupCopies, FROM_PREMIUM],
  ["alarms on caches", promises.promisesCacheAlerts, FROM_PREMIUM],
  ["locked backups", promises.promisesLockedBackups, FROM_ENTERPRISE],
  ["alerts on security events", promises.promisesSecurityAlerts, FROM_ENTERPRISE],
];

describe("what a tier promises", () => {
  for (const [name, promised, tiers] of PROMISES) {
    it(`${name}: from the tier on that the catalogue gives them to, and wherever no tier is known`, () => {
      assert.deepEqual(TIERS.filter((tier) => promised(contextOf({ tier }))).toSorted(), [...tiers].toSorted());
      const stackOfNoTier = contextOf();
      Reflect.deleteProperty(stackOfNoTier, "tier");
      assert.equal(promised(stackOfNoTier), true);
    });
  }
});
