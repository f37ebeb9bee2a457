/** Users of caches and the groups through which replication groups let them in. */
import { regionalArn } from "../arn.ts";
import { CACHE_USER, CACHE_USER_GROUP, cacheRefusal, invalidCacheCombination } from "../cache-rules.ts";
import type { CacheFlaw } from "../cache-rules.ts";
import { each, failures, pattern, textLength } from "../../checks.ts";
import { REPLICATION_GROUP } from "../network-lookup.ts";
import { here, textOf, textsOf } from "../../record-values.ts";
import { textAt, textsAt, valueAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const ASSOCIATION = "aws:elasticache/userGroupAssociation:UserGroupAssociation";
/** One part of an access string. */
const ACCESS_TOKEN =
  /^(on|off|reset|allkeys|resetkeys|allchannels|resetchannels|allcommands|nocommands|clearselectors|[~&]\S+|%(R|W|RW)~\S+|[+-]@?[a-z0-9|_.-]+|\(.*\))$/i;
const ENGINES = ["redis", "valkey", "REDIS", "VALKEY"];

const user: ResourceType = {
  token: CACHE_USER,
  autoName: "none",
  enums: { engine: ENGINES, "authenticationMode.type": ["iam", "no-password-required", "password"] },
  check: (inputs) =>
    failures(
      textLength(inputs, "userId", 1, 40),
      pattern(
        inputs,
        "userId",
        /^[A-Za-z](?!.*--)[0-9A-Za-z-]*(?<!-)$/,
        "must begin with a letter and contain only letters, digits and single hyphens",
      ),
      textLength(inputs, "userName", 1, 128),
      each(inputs, "accessString", refuseAccessString),
      ["passwords", "authenticationMode.passwords"].flatMap((path) => failures(each(inputs, path, refusePasswords))),
    ),
  refuseCreate(inputs, context) {
    const id = textAt(inputs, "userId") ?? "";
    const doing = `creating ElastiCache User (${id})`;
    if (context.cloud.byId(CACHE_USER, id) !== undefined) {
      return cacheRefusal(doing, "CreateUser", {
        code: "400 UserAlreadyExists",
        message: `User ${id} already exists.`,
      });
    }
    const flaw = loginFlaw(inputs);
    return flaw && cacheRefusal(doing, "CreateUser", flaw);
  },
  create(inputs, context) {
    const id = textAt(inputs, "userId") ?? "";
    // A record holds passwords as one digest.
    const passwordCount = valueAt(inputs, "passwords") === undefined ? 0 : 1;
    const type = valueAt(inputs, "noPasswordRequired") === true ? "no-password-required" : "password";
    return {
      id,
      name: textAt(inputs, "userName") ?? id,
      outputs: { arn: regionalArn(context, "elasticache", `user:${id}`), authenticationMode: { passwordCount, type } },
    };
  },
  refuseUpdate(old, inputs) {
    const flaw = loginFlaw(inputs);
    return flaw && cacheRefusal(`updating ElastiCache User (${old.id})`, "ModifyUser", flaw);
  },
};

const userGroup: ResourceType = {
  token: CACHE_USER_GROUP,
  autoName: "none",
  sets: ["userIds"],
  enums: { engine: ENGINES },
  check: (inputs) =>
    failures(
      textLength(inputs, "userGroupId", 1, 40),
      pattern(
        inputs,
        "userGroupId",
        /^[A-Za-z](?!.*--)[0-9A-Za-z-]*(?<!-)$/,
        "must begin with a letter and contain only letters, digits and single hyphens",
      ),
    ),
  refuseCreate(inputs, context) {
    const id = textAt(inputs, "userGroupId") ?? "";
    const doing = `creating ElastiCache User Group (${id})`;
    if (context.cloud.byId(CACHE_USER_GROUP, id) !== undefined) {
      return cacheRefusal(doing, "CreateUserGroup", {
        code: "400 UserGroupAlreadyExists",
        message: `User Group ${id} already exists.`,
      });
    }
    const flaw = membersFlaw(inputs, context);
    return flaw && cacheRefusal(doing, "CreateUserGroup", flaw);
  },
  create(inputs, context) {
    const id = textAt(inputs, "userGroupId") ?? "";
    return { id, name: id, outputs: { arn: regionalArn(context, "elasticache", `usergroup:${id}`) } };
  },
  refuseUpdate(old, inputs, context) {
    const flaw = membersFlaw(inputs, context);
    return flaw && cacheRefusal(`updating ElastiCache User Group (${old.id})`, "ModifyUserGroup", flaw);
  },
  refuseDelete(record, context) {
    const wearer = here(context, REPLICATION_GROUP).find((group) => textsOf(group, "userGroupIds").includes(record.id));
    if (wearer === undefined) return undefined;
    const message = `User Group ${record.id} is associated with replication group ${wearer.id}; disassociate it before you delete it.`;
    return cacheRefusal(`deleting ElastiCache User Group (${record.id})`, "DeleteUserGroup", {
      code: "400 InvalidUserGroupState",
      message,
    });
  },
};

const association: ResourceType = {
  token: ASSOCIATION,
  refuseCreate(inputs, context) {
    const [groupId, userId] = [textAt(inputs, "userGroupId") ?? "", textAt(inputs, "userId") ?? ""];
    const refuse = (flaw: CacheFlaw): string =>
      cacheRefusal(`creating ElastiCache User Group Association (${groupId},${userId})`, "ModifyUserGroup", flaw);
    const group = context.cloud.byId(CACHE_USER_GROUP, groupId);
    if (group === undefined)
      return refuse({ code: "404 UserGroupNotFoundFault", message: `User Group ${groupId} not found.` });
    if (context.cloud.byId(CACHE_USER, userId) === undefined) return refuse(userMissing(userId));
    if (!textsOf(group, "userIds").includes(userId)) return undefined;
    return refuse({ code: "400 InvalidParameterCombination", message: `${userId} is already a member of ${groupId}.` });
  },
  create: (inputs) => ({ id: `${textAt(inputs, "userGroupId")},${textAt(inputs, "userId")}`, outputs: {} }),
};

export const cacheUserTypes: readonly ResourceType[] = [user, userGroup, association];

function refuseAccessString(text: unknown): string | undefined {
  if (typeof text !== "string") return undefined;
  const wrong = text.split(/\s+/).find((token) => token !== "" && !ACCESS_TOKEN.test(token));
  return wrong === undefined
    ? undefined
    : `invalid value for access_string (Access String has invalid syntax at "${wrong}")`;
}

/** The values never show in a message. */
function refusePasswords(passwords: unknown): string | undefined {
  if (!Array.isArray(passwords)) return undefined;
  if (passwords.length > 2) return "a user can have at most 2 passwords";
  const fits = passwords.every(
    (password) => typeof password === "string" && password.length >= 16 && password.length <= 128,
  );
  return fits ? undefined : "each password must have 16 to 128 characters";
}

function loginFlaw(inputs: Properties): CacheFlaw | undefined {
  const mode = textAt(inputs, "authenticationMode.type");
  if (mode === "iam" && textAt(inputs, "userId") !== textAt(inputs, "userName")) {
    return invalidCacheCombination(
      "For IAM authentication enabled users, the user name must be identical to the user ID.",
    );
  }
  const hasPassword = ["passwords", "authenticationMode.passwords", "passwordsWoVersion"].some(
    (path) => valueAt(inputs, path) !== undefined,
  );
  if (hasPassword && (mode === "iam" || valueAt(inputs, "noPasswordRequired") === true)) {
    return invalidCacheCombination("Passwords can be specified for users with authentication mode password only.");
  }
  if (
    hasPassword ||
    mode === "iam" ||
    mode === "no-password-required" ||
    valueAt(inputs, "noPasswordRequired") === true
  )
    return undefined;
  return invalidCacheCombination("Passwords must be provided for users with authentication mode password.");
}

function userMissing(id: string): CacheFlaw {
  return { code: "404 UserNotFound", message: `User ${id} not found.` };
}

/** Redis OSS asks for a user named `default`, Valkey turns the built-in one off by itself. */
function membersFlaw(inputs: Properties, context: TypeContext): CacheFlaw | undefined {
  const ids = textsAt(inputs, "userIds");
  const users = ids.flatMap((id) => context.cloud.byId(CACHE_USER, id) ?? []);
  const missing = ids.find((id) => !users.some((found) => found.id === id));
  if (missing !== undefined) return userMissing(missing);
  const names = users.map((found) => textOf(found, "userName"));
  if (new Set(names).size < names.length) {
    return { code: "400 DuplicateUserName", message: "A user group cannot have two users with the same name." };
  }
  const isRedis = textAt(inputs, "engine")?.toLowerCase() === "redis";
  if (!isRedis || names.includes("default")) return undefined;
  return { code: "400 DefaultUserRequired", message: "User group must contain a user with the user name default." };
}
