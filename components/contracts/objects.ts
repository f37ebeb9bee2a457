import type * as pulumi from "@pulumi/pulumi";
import type { ObjectsSpec } from "../../tiers/blueprint.ts";
import type { StoreArgs } from "./store-args.ts";

/** One bucket or container. */
export interface BucketRef {
  readonly bucketId: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
}

/** Where files lie, by purpose of the bucket. */
export interface Objects {
  readonly buckets: Readonly<Record<string, BucketRef>>;
}

export type ObjectsArgs = StoreArgs<ObjectsSpec>;
