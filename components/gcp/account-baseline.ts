import { Service } from "@pulumi/gcp/projects/service.js";
import * as pulumi from "@pulumi/pulumi";
import type { AccountBaseline, AccountBaselineArgs } from "../contracts.ts";
import { createBaselineKey } from "./account-key.ts";
import { constrainProject } from "./account-policies.ts";
import { createRecord } from "./account-record.ts";
import { createThreatRoute } from "./account-threats.ts";
import { GcpComponent } from "./gcp-component.ts";
import { knownAfter } from "./known-after.ts";

/** The APIs that the baseline calls, by the part of the address before `.googleapis.com`. */
const SERVICES = [
  "cloudkms",
  "cloudresourcemanager",
  "essentialcontacts",
  "iam",
  "logging",
  "orgpolicy",
  "pubsub",
  "securitycenter",
  "storage",
] as const;

/**
 * What exists once per Google Cloud project: evidence for every tenant in it.
 *
 * Creates: 1. the services that the baseline calls, switched on · 2. a key ring and the HSM key of the record · 3. who reads
 * and writes data is logged for every service that holds some · 4. a log bucket for the whole record, a bucket for
 * the same as evidence, which nobody deletes before its time, and a sink into each; both locked for ever with `compliance` ·
 * 5. findings of Security Command Center on a topic, for whoever handles them ·
 * 6. constraints that hold for everything in the project · 7. who Google itself calls.
 * The only stack that speaks for the whole project: the audit configuration of a service has one owner.
 * Does not: activate Security Command Center, which the organization does (for one project or all); mail single findings.
 * Cost: per GiB logged (data access most of all) and kept twice, per key version and month.
 */
export class GcpAccountBaseline extends GcpComponent implements AccountBaseline {
  readonly recordId: pulumi.Output<string>;
  readonly recordName: string;
  readonly trailId: pulumi.Output<string>;
  readonly keyId: pulumi.Output<string>;
  readonly detectionIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: AccountBaselineArgs, options?: pulumi.ComponentResourceOptions) {
    super("AccountBaseline", name, args, options);
    const project = this.enableServices(args.stack.account);
    const keyId = createBaselineKey(this, args, project);
    const record = createRecord(this, args, project, keyId);
    constrainProject(this, args, project);

    this.recordId = record.bucket.id;
    this.recordName = record.bucketName;
    this.trailId = record.sink.id;
    this.keyId = keyId;
    this.detectionIds = { findings: createThreatRoute(this, args, project, keyId) };
    this.registerOutputs({ recordId: this.recordId });
  }

  /** @returns the project's id, known once its services are on */
  private enableServices(project: string): pulumi.Output<string> {
    const services = SERVICES.map((service) =>
      this.child(Service, `service-${service}`, {
        project,
        service: `${service}.googleapis.com`,
        disableOnDestroy: false,
        disableDependentServices: false,
      }),
    );
    return knownAfter(
      pulumi.output(project),
      services.map((service) => service.project),
    );
  }
}
