/** What each workload may do in each bucket. */
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { WORKLOADS } from "../../tiers/vocabulary.ts";
import type { KeyPurpose, Workload } from "../../tiers/vocabulary.ts";
import { bucketAccess, type BucketAccess, type BucketRole } from "../bucket-access.ts";
import type { TenantComponent } from "../component.ts";
import type { ObjectsArgs } from "../contracts.ts";
import { grantTo, keyUseThrough } from "./grant.ts";
import type { IdentityStatement } from "./policy-document.ts";

const READ = {
  bucket: ["s3:GetBucketLocation", "s3:ListBucket"],
  objects: ["s3:GetObject", "s3:GetObjectTagging"],
} as const;
const STORE = {
  bucket: [...READ.bucket, "s3:ListBucketMultipartUploads"],
  objects: [
    ...READ.objects,
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
    "s3:PutObject",
    "s3:PutObjectTagging",
  ],
} as const;

const ACTIONS = {
  read: READ,
  "read-versions": {
    bucket: [...READ.bucket, "s3:ListBucketVersions"],
    objects: [...READ.objects, "s3:GetObjectVersion", "s3:GetObjectVersionTagging"],
  },
  append: STORE,
  write: { bucket: STORE.bucket, objects: [...STORE.objects, "s3:DeleteObject"] },
} as const satisfies Record<BucketAccess, { readonly bucket: readonly string[]; readonly objects: readonly string[] }>;

/** A bucket as grants see it. */
export interface GrantedBucket {
  readonly role: BucketRole;
  readonly arn: string;
  readonly keyPurpose: KeyPurpose;
  /** Takes nothing new: rights to store become rights to read. */
  readonly retired: boolean;
}

/** Grants each workload its rights in the buckets that exist, and the use of their keys through S3. */
export function grantBuckets(owner: TenantComponent, args: ObjectsArgs, buckets: readonly GrantedBucket[]): void {
  for (const workload of WORKLOADS) {
    const statements = grantStatements(args, workload, buckets);
    if (statements.length === 0) continue;
    owner.child(RolePolicy, `grant-${workload}`, grantTo(args.identity.principals[workload], statements));
  }
}

function grantStatements(
  { stack, keys }: ObjectsArgs,
  workload: Workload,
  buckets: readonly GrantedBucket[],
): readonly IdentityStatement[] {
  const granted = buckets.flatMap((bucket) => {
    const wanted = bucketAccess(workload, bucket.role);
    return wanted === undefined ? [] : [{ bucket, access: bucket.retired ? readingPartOf(wanted) : wanted }];
  });
  const keyAccess = new Map<KeyPurpose, "read" | "write">();
  for (const { bucket, access: level } of granted) {
    if (keyAccess.get(bucket.keyPurpose) !== "write")
      keyAccess.set(bucket.keyPurpose, isStoring(level) ? "write" : "read");
  }
  return [
    ...granted.flatMap(({ bucket, access: level }) => bucketStatements(bucket, level)),
    ...[...keyAccess].map(([purpose, level]) => ({
      ...keyUseThrough(stack, keys.keys[purpose], "s3", level),
      Sid: `UseKey${titleCase(purpose)}`,
    })),
  ];
}

function bucketStatements({ role, arn }: GrantedBucket, access: BucketAccess): readonly IdentityStatement[] {
  const name = titleCase(role);
  return [
    { Sid: `FindIn${name}`, Effect: "Allow", Action: ACTIONS[access].bucket, Resource: arn },
    { Sid: `ObjectsIn${name}`, Effect: "Allow", Action: ACTIONS[access].objects, Resource: `${arn}/*` },
  ];
}

function readingPartOf(access: BucketAccess): BucketAccess {
  return access === "read-versions" ? "read-versions" : "read";
}

function isStoring(access: BucketAccess): boolean {
  return access === "append" || access === "write";
}

/** `access-logs` → `AccessLogs`: ids of statements hold letters and digits only. */
function titleCase(text: string): string {
  return text.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
