/** Naming rules of the services, each with the words in which the provider refuses a name. */
import { textAt } from "../properties.ts";
import type { CheckFailure, Properties } from "../resource-type.ts";
import { failure, failures, providerName, unless } from "../checks.ts";

/**
 * Identifiers of RDS and of ElastiCache replication groups: a letter first, then letters, digits and single hyphens.
 * `longest`: RDS 63, ElastiCache replication groups 40.
 */
export function checkIdentifier(inputs: Properties, property: string, longest: number): readonly CheckFailure[] {
  const value = textAt(inputs, property);
  if (value === undefined) return [];
  const name = providerName(property);
  return failures(
    unless(
      /^[0-9a-z-]+$/.test(value),
      property,
      `only lowercase alphanumeric characters and hyphens allowed in "${name}"`,
    ),
    unless(/^[a-z]/.test(value), property, `first character of "${name}" must be a letter`),
    unless(!value.includes("--"), property, `"${name}" cannot contain two consecutive hyphens`),
    unless(!value.endsWith("-"), property, `"${name}" cannot end in a hyphen`),
    unless(value.length <= longest, property, `"${name}" cannot be longer than ${longest} characters`),
  );
}

/** Names of database subnet groups: `default` is taken by AWS. */
export function checkSubnetGroupName(inputs: Properties): readonly CheckFailure[] {
  const value = textAt(inputs, "name");
  if (value === undefined) return [];
  return failures(
    unless(
      /^[ .0-9a-z_-]+$/.test(value),
      "name",
      `only lowercase alphanumeric characters, hyphens, underscores, periods, and spaces allowed in "name"`,
    ),
    unless(value.length <= 255, "name", `"name" cannot be longer than 255 characters`),
    unless(!/^default$/i.test(value), "name", `"name" is not allowed as "Default"`),
  );
}

/** Names of parameter groups: as identifiers, up to 255 characters, periods allowed in ElastiCache only. */
export function checkParameterGroupName(inputs: Properties): readonly CheckFailure[] {
  return checkIdentifier(inputs, "name", 255);
}

/** Names of roles, policies: letters, digits and `+=,.@_-`. */
export function checkIamName(inputs: Properties, longest: number): readonly CheckFailure[] {
  const value = textAt(inputs, "name");
  if (value === undefined) return [];
  return failures(
    unless(
      value.length >= 1 && value.length <= longest,
      "name",
      `expected length of name to be in the range (1 - ${longest}), got ${value}`,
    ),
    unless(/^[\w+=,.@-]*$/.test(value), "name", "invalid value for name (must match [\\w+=,.@-])"),
  );
}

const BUCKET_PREFIXES_RESERVED = ["xn--", "sthree-", "amzn-s3-demo-"];
const BUCKET_SUFFIXES_RESERVED = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/** Names of general purpose buckets. Source: S3 user guide, "General purpose bucket naming rules". */
export function checkBucketName(inputs: Properties): readonly CheckFailure[] {
  const value = textAt(inputs, "bucket");
  if (value === undefined) return [];
  const invalid = `error validating S3 bucket name ("${value}")`;
  if (value.length < 3 || value.length > 63) {
    return [failure("bucket", `${invalid}: must contain from 3 to 63 characters`)];
  }
  const prefix = BUCKET_PREFIXES_RESERVED.find((reserved) => value.startsWith(reserved));
  const suffix = BUCKET_SUFFIXES_RESERVED.find((reserved) => value.endsWith(reserved));
  return failures(
    unless(
      /^[0-9a-z.-]+$/.test(value),
      "bucket",
      `${invalid}: must contain only lowercase letters, numbers, periods, and hyphens`,
    ),
    unless(/^[0-9a-z]/.test(value), "bucket", `${invalid}: must begin with a lowercase letter or number`),
    unless(/[0-9a-z]$/.test(value), "bucket", `${invalid}: must end with a lowercase letter or number`),
    unless(!value.includes(".."), "bucket", `${invalid}: must not contain two adjacent periods`),
    unless(!/^\d{1,3}(\.\d{1,3}){3}$/.test(value), "bucket", `${invalid}: must not be formatted as an IP address`),
    prefix === undefined ? undefined : failure("bucket", `${invalid}: must not start with "${prefix}"`),
    suffix === undefined ? undefined : failure("bucket", `${invalid}: must not end with "${suffix}"`),
  );
}
