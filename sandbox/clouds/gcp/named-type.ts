/** What nearly all resources of Google Cloud have in common: a name that is taken or free, a parent, users that hold them. */
import type { CheckFailure, CloudRecord, Created, Properties, ResourceType, TypeContext } from "../resource-type.ts";
import { failure } from "../checks.ts";
import { textAt } from "../properties.ts";
import { googleError } from "./api-error.ts";
import { preventedDeletion } from "./deletion-policy.ts";

/** Names in Compute Engine and Cloud DNS, as the provider checks them. */
const COMPUTE_NAME = /^(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)$/;

export interface NamedType extends Pick<
  ResourceType,
  | "token"
  | "scope"
  | "place"
  | "enums"
  | "sets"
  | "autoName"
  | "replaces"
  | "keeps"
  | "isGone"
  | "afterCreate"
  | "update"
> {
  /** What the provider says it was doing: `Error creating Network`. */
  readonly doing: string;
  /** Id that follows from the inputs. */
  readonly idOf: (inputs: Properties, context: TypeContext) => string;
  /** How the API says that the id is taken. Default: as Compute Engine does. */
  readonly taken?: (id: string) => string;
  readonly check?: (inputs: Properties, context: TypeContext) => readonly CheckFailure[];
  /** Why the cloud refuses to create or change it, without what the provider puts before. */
  readonly flaw?: (inputs: Properties, context: TypeContext) => Flaw | undefined;
  /** Why the cloud refuses to delete it, whole. */
  readonly held?: (record: CloudRecord, context: TypeContext) => string | undefined;
  /** The resource says which project it is in. Default true; false where its parent does. */
  readonly hasProject?: boolean;
  readonly outputs?: (inputs: Properties, context: TypeContext, id: string) => Properties;
  /** What stays in the folder after a delete. `ABANDON` stays whole in any case. */
  readonly leaves?: (record: CloudRecord, context: TypeContext) => CloudRecord | undefined;
}

/** Status and message of an API's refusal. */
export interface Flaw {
  readonly status: Parameters<typeof googleError>[1];
  readonly message: string;
}

/** A resource type whose id follows from its inputs. */
export function namedType(type: NamedType): ResourceType {
  const { doing, idOf, taken, check, flaw, held, outputs, leaves, hasProject = true, ...rest } = type;
  const refusal = (inputs: Properties, context: TypeContext): string | undefined => {
    const found = flaw?.(inputs, context);
    return found && googleError(doing, found.status, found.message);
  };
  return {
    ...rest,
    ...(check === undefined ? {} : { check }),
    refuseCreate(inputs, context) {
      const id = idOf(inputs, context);
      const isTaken = context.cloud.byId(type.token, id) !== undefined;
      const message = taken?.(id) ?? `The resource '${id}' already exists`;
      return isTaken ? googleError(doing, "409 alreadyExists", message) : refusal(inputs, context);
    },
    create(inputs, context): Created {
      const id = idOf(inputs, context);
      return {
        id,
        outputs: { ...(hasProject ? { project: context.account } : {}), ...outputs?.(inputs, context, id) },
      };
    },
    refuseUpdate: (_old, inputs, context) => refusal(inputs, context),
    refuseDelete: (record, context) => preventedDeletion(record) ?? held?.(record, context),
    leaves: (record, context) =>
      textAt(record.inputs, "deletionPolicy") === "ABANDON" ? record : leaves?.(record, context),
  };
}

/** A name as Compute Engine takes it, in the provider's words; absent passes. */
export function computeName(inputs: Properties, property = "name"): readonly CheckFailure[] {
  const value = textAt(inputs, property);
  if (value === undefined || COMPUTE_NAME.test(value)) return [];
  return [
    failure(
      property,
      `invalid value for ${property} ("${value}" doesn't match regexp ${JSON.stringify(COMPUTE_NAME.source)})`,
    ),
  ];
}

/** A resource that is referred to and does not exist. */
export function notFound(id: string): Flaw {
  return { status: "404 notFound", message: `The resource '${id}' was not found` };
}
