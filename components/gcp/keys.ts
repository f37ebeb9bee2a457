import { CryptoKey } from "@pulumi/gcp/kms/cryptoKey.js";
import { CryptoKeyIAMMember } from "@pulumi/gcp/kms/cryptoKeyIAMMember.js";
import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import type * as pulumi from "@pulumi/pulumi";
import type { KeySpec } from "../../tiers/blueprint.ts";
import { KEY_PURPOSES } from "../../tiers/vocabulary.ts";
import type { DataClass, KeyPurpose } from "../../tiers/vocabulary.ts";
import type { KeyRef, Keys, KeysArgs } from "../contracts.ts";
import { GcpComponent } from "./gcp-component.ts";
import { knownAfter } from "./known-after.ts";
import { serviceAgent } from "./service-agents.ts";
import type { AgentService } from "./service-agents.ts";

/** What is lost when a key is, by purpose. */
const DATA_CLASS_BY_PURPOSE = {
  data: "confidential",
  audit: "confidential",
  backup: "confidential",
  secrets: "restricted",
} as const satisfies Record<KeyPurpose, DataClass>;

/** Whose services encrypt with a key of each purpose. A store that brings a service brings it here. */
const AGENTS_BY_PURPOSE = {
  // What is encrypted with a key is also copied with it.
  data: ["backup-dr", "cloud-sql", "memorystore", "storage"],
  audit: ["logging", "pub-sub", "storage"],
  backup: ["backup-dr", "cloud-sql", "storage"],
  secrets: ["pub-sub", "secret-manager"],
} as const satisfies Record<KeyPurpose, readonly AgentService[]>;

const ENCRYPT_AND_DECRYPT = "roles/cloudkms.cryptoKeyEncrypterDecrypter";
const DAY_SECONDS = 86_400;

/**
 * The tenant's own keys, one per purpose, so that access and destruction are decided per purpose.
 *
 * Creates: 1. a key ring in the stack's region · 2. an HSM key per purpose in it, with rotation · 3. the grants to the
 * services that encrypt with it · 4. where copies lie in another region, the same once more there: keys have no replicas,
 * so what is copied is encrypted anew.
 * Does not: grant people or workloads; they use a key through its store only. Neither a ring nor the name of a key can be
 * deleted, ever: destroying a key destroys its versions.
 * Cost: per active key version and month (each rotation adds one), and per operation.
 */
export class GcpKeys extends GcpComponent implements Keys {
  readonly keys: Readonly<Record<KeyPurpose, KeyRef>>;

  constructor(name: string, args: KeysArgs, options?: pulumi.ComponentResourceOptions) {
    super("Keys", name, args, options);
    const home = this.createRing(args, "ring", args.stack.region);
    const standby = this.createStandbyRings(args);
    const keyOf = (purpose: KeyPurpose): KeyRef =>
      this.createKeys(args, findKey(args.spec.keys, purpose), home, standby);
    this.keys = { data: keyOf("data"), audit: keyOf("audit"), backup: keyOf("backup"), secrets: keyOf("secrets") };
    this.registerOutputs({ aliases: KEY_PURPOSES.map((purpose) => this.keys[purpose].alias) });
  }

  /** One ring per region in which some key has its counterpart; today that is the standby region or none. */
  private createStandbyRings(args: KeysArgs): ReadonlyMap<string, KeyRing> {
    const regions = new Set(args.spec.keys.flatMap(({ replicaRegion }) => replicaRegion ?? []));
    return new Map([...regions].map((region) => [region, this.createRing(args, `ring-${region}`, region)]));
  }

  private createRing({ stack, boundary }: KeysArgs, key: string, location: string): KeyRing {
    return this.child(KeyRing, key, {
      project: boundary.boundaryName,
      location,
      // A ring outlives every stack. A disposable stack gets a generated name, or it could not be made a second time.
      ...(stack.deletionProtection ? { name: stack.name } : {}),
    });
  }

  private createKeys(args: KeysArgs, spec: KeySpec, home: KeyRing, standby: ReadonlyMap<string, KeyRing>): KeyRef {
    const { purpose, replicaRegion } = spec;
    const ring = replicaRegion === undefined ? undefined : standby.get(replicaRegion);
    return {
      purpose,
      keyId: this.createKey(args, spec, purpose, home),
      alias: `${args.stack.name}/${purpose}`,
      ...(ring === undefined ? {} : { replicaKeyId: this.createKey(args, spec, `${purpose}-replica`, ring) }),
    };
  }

  /** Id of a key that its services may use already. */
  private createKey(args: KeysArgs, spec: KeySpec, key: string, ring: KeyRing): pulumi.Output<string> {
    const { purpose } = spec;
    const cryptoKey = this.labelledChild(CryptoKey, key, DATA_CLASS_BY_PURPOSE[purpose], {
      name: purpose,
      keyRing: ring.id,
      purpose: "ENCRYPT_DECRYPT",
      rotationPeriod: `${spec.rotationDays * DAY_SECONDS}s`,
      destroyScheduledDuration: `${spec.deletionWindowDays * DAY_SECONDS}s`,
      // Create-only, so hardware in every tier: no upgrade may need another key.
      versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "HSM" },
      importOnly: false,
      skipInitialVersionCreation: false,
    });
    const grants = AGENTS_BY_PURPOSE[purpose].map((service) =>
      this.child(CryptoKeyIAMMember, `${key}-grant-${service}`, {
        cryptoKeyId: cryptoKey.id,
        role: ENCRYPT_AND_DECRYPT,
        member: serviceAgent(args.facts, service),
      }),
    );
    return knownAfter(
      cryptoKey.id,
      grants.map(({ cryptoKeyId }) => cryptoKeyId),
    );
  }
}

function findKey(keys: readonly KeySpec[], purpose: KeyPurpose): KeySpec {
  const spec = keys.find((candidate) => candidate.purpose === purpose);
  if (spec === undefined) throw new Error(`the blueprint has no key for ${purpose}`);
  return spec;
}
