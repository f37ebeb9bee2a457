/** Doors that AWS leaves open in a new account, closed once for everything in it. */
import { AlternativeContact } from "@pulumi/aws/account/alternativeContact.js";
import { DefaultKmsKey } from "@pulumi/aws/ebs/defaultKmsKey.js";
import { EncryptionByDefault } from "@pulumi/aws/ebs/encryptionByDefault.js";
import { SnapshotBlockPublicAccess } from "@pulumi/aws/ebs/snapshotBlockPublicAccess.js";
import { ImageBlockPublicAccess } from "@pulumi/aws/ec2/imageBlockPublicAccess.js";
import { InstanceMetadataDefaults } from "@pulumi/aws/ec2/instanceMetadataDefaults.js";
import { AccountPasswordPolicy } from "@pulumi/aws/iam/accountPasswordPolicy.js";
import { AccountPublicAccessBlock } from "@pulumi/aws/s3/accountPublicAccessBlock.js";
import type { TenantComponent } from "../component.ts";
import type { AccountBaselineArgs } from "../contracts.ts";
import type { BaselineKeys } from "./account-keys.ts";

/** What holds for the whole account, whatever the region. */
export function hardenAccount(owner: TenantComponent, { stack, spec }: AccountBaselineArgs): void {
  const { passwords, securityContact } = spec;
  owner.child(AccountPasswordPolicy, "passwords", {
    minimumPasswordLength: passwords.minimumLength,
    maxPasswordAge: passwords.maximumAgeDays,
    passwordReusePrevention: passwords.remembered,
    requireLowercaseCharacters: true,
    requireUppercaseCharacters: true,
    requireNumbers: true,
    requireSymbols: true,
    allowUsersToChangePassword: true,
    // Whoever comes back after the time may still set a new one; nobody has to be asked.
    hardExpiry: false,
  });
  owner.child(AccountPublicAccessBlock, "public-access", {
    accountId: stack.account,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  if (securityContact?.telephone !== undefined) {
    owner.child(AlternativeContact, "security-contact", {
      alternateContactType: "SECURITY",
      name: "Security",
      title: `Security contact of ${stack.accountName}`,
      emailAddress: securityContact.email,
      phoneNumber: securityContact.telephone,
    });
  }
}

/** What is set region by region. */
export function hardenRegion(owner: TenantComponent, region: string, keys: BaselineKeys): void {
  owner.child(EncryptionByDefault, `disks-encrypted-${region}`, { region, enabled: true });
  owner.child(DefaultKmsKey, `disks-key-${region}`, { region, keyArn: keys.disks.in(region) });
  owner.child(SnapshotBlockPublicAccess, `snapshots-${region}`, { region, state: "block-all-sharing" });
  owner.child(ImageBlockPublicAccess, `images-${region}`, { region, state: "block-new-sharing" });
  owner.child(InstanceMetadataDefaults, `instance-metadata-${region}`, {
    region,
    httpEndpoint: "enabled",
    httpTokens: "required",
    // A container on the machine does not reach the machine's own credentials.
    httpPutResponseHopLimit: 1,
    instanceMetadataTags: "disabled",
  });
}
