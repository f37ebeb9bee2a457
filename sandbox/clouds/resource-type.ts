/**
 * How a resource type of a simulated cloud is described. One object per type; the server does everything that is the
 * same for all of them (required inputs, enums, exclusions, defaults, names, tags, differences, replacement, secrets,
 * the folder), so a type says only what is its own: formats of ids and outputs, and what the cloud refuses.
 *
 * Property names and paths are those of the SDK (`camelCase`, nested blocks by dots, list indexes left out).
 */

/** A bag of plain JSON values. What is not yet known (in a preview) is the text `UNKNOWN`, see `properties.ts`. */
export type Properties = Readonly<Record<string, unknown>>;

/**
 * One resource of the simulated cloud, exactly as its file has it.
 * Sensitive inputs are digests (`sha256:…`) and write-only inputs are absent, so a record never holds a secret.
 */
export interface CloudRecord {
  /** Type token, `aws:kms/key:Key`. */
  readonly type: string;
  /** Id as the provider gives it, `vpc-0a1b…`, an ARN, a name. Unique within type, account and region. */
  readonly id: string;
  /** Physical name as a person would call it; the id where the type has no name. */
  readonly name: string;
  /** Account, subscription or project id. */
  readonly account: string;
  /** Region code, or `global` for types without a region; on Azure the resource group. */
  readonly region: string;
  /** What was asked for, defaults included, tags left out. A person edits these. */
  readonly inputs: Properties;
  /** All tags, the provider's default tags among them. A person edits these too. */
  readonly labels: Readonly<Record<string, string>>;
  /** Only what the cloud computed or filled in; never repeats an input. */
  readonly outputs: Properties;
}

/** Read access to what exists. Always as it lies on disk now, so a person's edits are seen at once. */
export interface Cloud {
  /** Records of a type in this account, all regions, in the order of their ids. */
  all(type: string): readonly CloudRecord[];
  /** Records of a type in every account, for names that are unique world-wide (buckets). */
  everywhere(type: string): readonly CloudRecord[];
  /** First record of a type in this account that satisfies the predicate. */
  find(type: string, predicate: (record: CloudRecord) => boolean): CloudRecord | undefined;
  /** The record with this id in the region (default: the region of the context; `global` types need none). */
  byId(type: string, id: string, region?: string): CloudRecord | undefined;
}

/** Lets a type write records beside its own, for what the cloud makes or removes along with it. */
export interface CloudWriter {
  /** Writes or overwrites. Region and account default to those of the context, name to the id. */
  put(record: Pick<CloudRecord, "type" | "id" | "inputs" | "outputs"> & Partial<CloudRecord>): void;
  /** Removes; a record that does not exist is no error. */
  remove(record: Pick<CloudRecord, "type" | "id"> & { readonly region?: string }): void;
}

/** What a type may know about the call it answers. */
export interface TypeContext {
  readonly cloud: Cloud;
  /** Account, subscription or project id. */
  readonly account: string;
  /** Where this resource lives: its own region, else the provider's. The provider's for global types too. */
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`, from the region. */
  readonly partition: string;
  /** Logical name in the program (last part of the URN); the token for an invoke. */
  readonly logicalName: string;
  /**
   * Lower-case hex digits that look random and are the same in every fresh sandbox: derived from account, region, type
   * and URN. `purpose` tells several of one resource apart. An id that is taken gets other digits on the next try.
   */
  readonly hex: (length: number, purpose?: string) => string;
  /** As `hex`, of `A-Z0-9` (hosted zone ids, access keys, secret suffixes). */
  readonly alphanumeric: (length: number, purpose?: string) => string;
}

/** Why an input is refused before anything is created. */
export interface CheckFailure {
  /** Path of the input; empty where no single one is to blame. */
  readonly property: string;
  /** One sentence without a full stop, in the provider's words where it has them. */
  readonly reason: string;
}

/** Facts of a type that are data (`<cloud>/facts/`), each with its source. Lists that are absent there are empty here. */
export interface TypeFacts {
  readonly token: string;
  /** Where the row was read: provider, version and name of the type there. */
  readonly source: string;
  /** Every input that the SDK's class takes; anything else is refused. */
  readonly inputs: readonly string[];
  readonly required: readonly string[];
  /** A change here or below replaces; `path#`: only adding or removing the block. */
  readonly replaceOn: readonly string[];
  /**
   * Where the provider plans fewer replacements than the cloud demands: those it does plan. Any other change of `replaceOn`
   * goes out as an update, which the cloud refuses. Default: the provider plans all of `replaceOn`.
   */
  readonly nativeReplaces?: readonly string[] | undefined;
  /** Conditions in words; a type implements them in `replaces`. */
  readonly replaceOnNote: readonly string[];
  /** Inputs of which one at most is set; a group of nested paths holds inside one block, here and below. */
  readonly conflicts: readonly (readonly string[])[];
  readonly exactlyOneOf: readonly (readonly string[])[];
  readonly atLeastOneOf: readonly (readonly string[])[];
  /** The first member of a group needs the others. */
  readonly requiredWith: readonly (readonly string[])[];
  /** Filled by the provider when unset, by path. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Optional inputs that the cloud fills when unset; leaving them out later is no change. */
  readonly cloudFills: readonly string[];
  /** Outputs that only the cloud knows; unknown in a preview of a create. */
  readonly computedOutputs: readonly string[];
  /** Stored as a digest only. */
  readonly sensitive: readonly string[];
  /** Never stored; only their version counts as a change. */
  readonly writeOnly: readonly string[];
  /** Inputs that get no default any more. */
  readonly deprecated: readonly string[];
  /** Inputs newer than the source of the facts: a change is taken as in place. */
  readonly notEstablished: readonly string[];
}

/** How the provider names what the program leaves unnamed: `<logical><separator><7 hex>`, cut to fit. */
export interface AutoName {
  readonly property: string;
  /** Longest physical name, in characters. */
  readonly maxLength: number;
  /** Default `-`. */
  readonly separator?: string;
  /** Random hex digits behind it. Default 7. */
  readonly digits?: number;
  /** Names of this type are lower case. Default false. */
  readonly lowerCase?: boolean;
}

/** What a create returns. */
export interface Created {
  readonly id: string;
  /** Physical name. Default: the auto-named input, else the input `name`, else the id. */
  readonly name?: string;
  /** What the cloud computed or filled in; a path that the inputs set already is dropped in favour of the input. */
  readonly outputs: Properties;
}

export interface ResourceType {
  readonly token: string;
  /** Facts of a type that has no row in the facts file. Default: the row. */
  readonly facts?: TypeFacts;
  /** `global`: lives in no region (identity, DNS). Default `regional`. */
  readonly scope?: "regional" | "global";
  /**
   * Where a resource lives whose region is not an input of that name: read from its inputs and outputs, of an import from
   * its `id` alone. Undefined: the input `region`, else the provider's.
   */
  place?(properties: Properties): string | undefined;
  /**
   * What names the file: the id, or the physical name. Creating is exclusive on that file, so of two processes that take
   * the same name at once one loses, and is told what `refuseCreate` says. Choose `name` where the id has random digits
   * but the name must be unique (secrets). Default `id`.
   */
  readonly fileBy?: "id" | "name";
  /** Allowed values by path; a list is checked element by element. */
  readonly enums?: Readonly<Record<string, readonly string[]>>;
  /** Default: `{ property: "name", maxLength: 255 }` where the type has an input `name`, as the AWS provider does. */
  readonly autoName?: AutoName | "none";
  /** Inputs whose order has no meaning (sets in the provider): compared as sets. By path. */
  readonly sets?: readonly string[];
  /** Inputs that hold JSON text (policies): compared by meaning, not by white space or order of keys. By path. */
  readonly jsonText?: readonly string[];

  /**
   * Lengths, patterns, ranges and what depends on several inputs. Unknown values are left out of `inputs`, so read each
   * as possibly absent; required inputs, enums and exclusions have been checked already.
   */
  check?(inputs: Properties, context: TypeContext): readonly CheckFailure[];
  /** Why the cloud refuses to create this (name taken, parent missing, quota), in its own words. */
  refuseCreate?(inputs: Properties, context: TypeContext): string | undefined;
  /** A record that a create takes over instead of making one (default security group of a VPC). */
  adopts?(inputs: Properties, context: TypeContext): CloudRecord | undefined;
  /** Id and computed outputs, in the provider's formats. `inputs` are as the record has them: secrets are digests, no tags. */
  create(inputs: Properties, context: TypeContext): Created;
  /** What the cloud makes along with it. */
  afterCreate?(record: CloudRecord, context: TypeContext, writer: CloudWriter): void;

  /** How the cloud refuses to update what it takes at creation only (`replaceOn` beyond `nativeReplaces`). @param paths not empty */
  refuseCreateOnly?(old: CloudRecord, paths: readonly string[]): string;
  /** Why the cloud refuses to change `old` to `inputs` in place. */
  refuseUpdate?(old: CloudRecord, inputs: Properties, context: TypeContext): string | undefined;
  /** Outputs after a change. Default: those of `old`, without what the inputs now set. */
  update?(old: CloudRecord, inputs: Properties, context: TypeContext): Properties;
  /** What else changes with it. */
  afterUpdate?(old: CloudRecord, record: CloudRecord, context: TypeContext, writer: CloudWriter): void;
  /** Outputs that a change makes unknown in a preview (an actual version when the wanted one changes). */
  recomputes?(old: Properties, news: Properties): readonly string[];
  /** Inputs that replace under a condition (`replaceOnNote`). Only asked when something changed. */
  replaces?(old: Properties, news: Properties): readonly string[];
  /** Paths of `replaceOn` that do not replace in this case. */
  keeps?(old: Properties, news: Properties): readonly string[];
  /** Paths at which the provider takes a change for none, given what runs (a version older than the running one). */
  suppresses?(outputs: Properties, news: Properties): readonly string[];

  /** Why the cloud refuses to delete this (deletion protection, still in use), in its own words. */
  refuseDelete?(record: CloudRecord, context: TypeContext): string | undefined;
  /**
   * What lies in the folder after a delete: nothing (default), or a record: changed where the cloud only marks it (a key
   * pending deletion, a secret that keeps its name), unchanged where it only lets go of it (a default security group).
   */
  leaves?(record: CloudRecord, context: TypeContext): CloudRecord | undefined;
  /** The record is still in the folder, but the provider reports it as not found (pending deletion). Default false. */
  isGone?(record: CloudRecord): boolean;
  /** What else goes with it. */
  afterDelete?(record: CloudRecord, context: TypeContext, writer: CloudWriter): void;
}

/** A function of the provider (`aws:index/getRegion:getRegion`). */
export interface Invoke {
  readonly token: string;
  /** Throws: `CloudRefusal` with the provider's words when there is no answer. */
  answer(args: Properties, context: TypeContext): Properties;
}

/** An error of the simulated cloud itself, in its own words; the message reaches the person as it is. */
export class CloudRefusal extends Error {
  override readonly name = "CloudRefusal";
}
