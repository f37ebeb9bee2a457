/** Amazon resource names: built in one way, read in one way. */

/** Where an ARN points. Global services leave `region` empty, S3 also `account`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The part of a type context that ARNs are made of. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** ARN of a regional resource: `arn:aws:rds:eu-west-1:111122223333:cluster:acme-production`. */
export function regionalArn(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}

/** ARN of what exists once per account: `arn:aws:iam::111122223333:role/acme-app`. */
export function globalArn(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}::${place.account}:${resource}`;
}

/** Parts of an ARN; `undefined` for text that is none. */
export function parseArn(text: unknown): Arn | undefined {
  if (typeof text !== "string") return undefined;
  const [prefix, partition, service, region, account, ...resource] = text.split(":");
  if (prefix !== "arn" || !partition || !service || region === undefined || account === undefined) return undefined;
  if (resource.length === 0 || resource[0] === "") return undefined;
  return { partition, service, region, account, resource: resource.join(":") };
}
