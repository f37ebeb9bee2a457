/** What lies inside a Cloud SQL instance: databases and users. */
import { textAt, valueAt } from "../../properties.ts";
import { blocksAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { googleError } from "../api-error.ts";
import { abandonable, DELETION_POLICIES } from "../deletion-policy.ts";
import { projectOf } from "../self-link.ts";
import { findInstance, sqlRefusal } from "../sql-rules.ts";

const DATABASE = "gcp:sql/database:Database";
const USER = "gcp:sql/user:User";

/** PostgreSQL cuts names here (own knowledge: NAMEDATALEN - 1), and a login with the whole one would find nobody. */
const LONGEST_NAME = 63;
const IAM_TYPES = ["CLOUD_IAM_GROUP", "CLOUD_IAM_SERVICE_ACCOUNT", "CLOUD_IAM_USER"] as const;

const database: ResourceType = {
  token: DATABASE,
  enums: { deletionPolicy: DELETION_POLICIES },
  refuseCreate(inputs, context) {
    const [name, instance] = [textAt(inputs, "name") ?? "", textAt(inputs, "instance") ?? ""];
    const doing = `Error, failed to insert database ${name} into instance ${instance}`;
    if (findInstance(instance, context) === undefined) return absent(doing);
    if (context.cloud.byId(DATABASE, databaseId(inputs, context)) !== undefined) {
      return googleError(
        doing,
        "400 invalid",
        `Invalid request: failed to create database ${name}. Detail: pq: database "${name}" already exists.`,
      );
    }
    const charset = textAt(inputs, "charset");
    if (charset === undefined || charset === "UTF8") return undefined;
    return sqlRefusal(doing, `PostgreSQL databases take the charset UTF8 at creation, not ${charset}`);
  },
  create(inputs, context) {
    const id = databaseId(inputs, context);
    return {
      id,
      outputs: {
        charset: "UTF8",
        collation: "en_US.UTF8",
        deletionPolicy: "DELETE",
        project: projectOf(inputs, context),
        selfLink: `https://sqladmin.googleapis.com/sql/v1beta4/${id}`,
      },
    };
  },
  ...abandonable,
};

const user: ResourceType = {
  token: USER,
  enums: { deletionPolicy: DELETION_POLICIES, type: ["BUILT_IN", ...IAM_TYPES] },
  sets: ["databaseRoles"],
  refuseCreate(inputs, context) {
    const [name, instanceName] = [textAt(inputs, "name") ?? "", textAt(inputs, "instance") ?? ""];
    const doing = `Error, failed to insert user ${name} into instance ${instanceName}`;
    const instance = findInstance(instanceName, context);
    if (instance === undefined) return absent(doing);
    if (context.cloud.byId(USER, userId(inputs)) !== undefined) {
      return googleError(doing, "409 alreadyExists", `The user ${name} already exists.`);
    }
    const flaw = userFlaw(inputs, name, instance);
    return flaw && sqlRefusal(doing, flaw);
  },
  create: (inputs, context) => ({
    id: userId(inputs),
    outputs: {
      deletionPolicy: "DELETE",
      host: "",
      iamEmail: iamEmail(inputs),
      project: projectOf(inputs, context),
      sqlServerUserDetails: [],
    },
  }),
  ...abandonable,
};

export const sqlContentTypes: readonly ResourceType[] = [database, user];

function databaseId(inputs: Properties, context: TypeContext): string {
  return `projects/${projectOf(inputs, context)}/instances/${textAt(inputs, "instance")}/databases/${textAt(inputs, "name")}`;
}

/** Name, host, instance; PostgreSQL knows no host. */
function userId(inputs: Properties): string {
  return [textAt(inputs, "name"), textAt(inputs, "host") ?? "", textAt(inputs, "instance")].join("/");
}

function absent(doing: string): string {
  return googleError(doing, "404", "The Cloud SQL instance does not exist.") + ", instanceDoesNotExist";
}

function userFlaw(inputs: Properties, name: string, instance: CloudRecord): string | undefined {
  const isIam = IAM_TYPES.some((type) => type === textAt(inputs, "type"));
  const hasPassword = ["password", "passwordWo", "passwordWoVersion"].some(
    (path) => valueAt(inputs, path) !== undefined,
  );
  if (!isIam) return hasPassword ? undefined : "Password is required for a built-in user of PostgreSQL";
  if (hasPassword) return "Password cannot be set for a Cloud IAM user";
  if (name.endsWith(".gserviceaccount.com")) {
    return 'Invalid user name: Database username for Cloud IAM service account should be created without ".gserviceaccount.com" suffix';
  }
  if (name.length > LONGEST_NAME) return `Invalid user name: ${name} is longer than ${LONGEST_NAME} characters`;
  const hasLogin = blocksAt(instance.inputs, "settings.databaseFlags").some(
    (flag) => flag["name"] === "cloudsql.iam_authentication" && flag["value"] === "on",
  );
  return hasLogin
    ? undefined
    : "IAM authentication is not enabled for the instance: set the flag cloudsql.iam_authentication to on";
}

function iamEmail(inputs: Properties): string {
  const name = textAt(inputs, "name") ?? "";
  return textAt(inputs, "type") === "CLOUD_IAM_SERVICE_ACCOUNT" ? `${name}.gserviceaccount.com` : "";
}
