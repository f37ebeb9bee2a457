import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AccountBaseline, AccountBaselineArgs } from "../contracts.ts";
import { createDetection } from "./account-detection.ts";
import { createBaselineKey } from "./account-key.ts";
import { createRecord } from "./account-record.ts";
import { AzureComponent } from "./azure-component.ts";
import { resourceGroupName } from "./names.ts";

/**
 * What exists once per Azure subscription: evidence for every tenant in it.
 *
 * Creates: 1. a resource group · 2. a key vault with the key of the records and the identity that may use it · 3. a storage
 * account that keeps what is written into it, and a workspace in which the last weeks can be searched · 4. the export of the
 * whole activity log into both, and the record of who used the key and who touched the store · 5. Defender's plans, the security contact, and the assignment of Microsoft's cloud security
 * benchmark, which judges every resource.
 * Detection is not regional on Azure: the plans cover every region of the subscription.
 * Does not: set passwords (Entra's are the directory's), put the workspace under a key of its own (Azure wants a dedicated
 * cluster of 100 GB a day for that), remediate.
 * Cost: per resource covered by a plan and hour, per GiB in workspace and account.
 */
export class AzureAccountBaseline extends AzureComponent implements AccountBaseline {
  readonly recordId: pulumi.Output<string>;
  readonly recordName: string;
  readonly trailId: pulumi.Output<string>;
  readonly keyId: pulumi.Output<string>;
  readonly detectionIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: AccountBaselineArgs, options?: pulumi.ComponentResourceOptions) {
    super("AccountBaseline", name, args, options);
    const group = this.taggedChild(ResourceGroup, "resource-group", "none", {
      resourceGroupName: resourceGroupName(args.stack),
      location: args.stack.region,
    });
    const key = createBaselineKey(this, args, group.name);
    const record = createRecord(this, args, group.name, key);

    this.recordId = record.account.id;
    this.recordName = record.accountName;
    this.trailId = record.trail.id;
    this.keyId = key.keyUri;
    this.detectionIds = createDetection(this, args);
    this.registerOutputs({ recordId: this.recordId });
  }
}
