/** The rules of the theme SEC: secrets, and how people and programs log in. */
import type { Rule } from "../rule.ts";
import { SECRET_CONTAINER_RULES } from "./secrets/containers.ts";
import { DATABASE_CREDENTIAL_RULES } from "./secrets/database-credentials.ts";
import { SECRET_ROTATION_RULES } from "./secrets/rotation.ts";
import { SERVICE_AUTHENTICATION_RULES } from "./secrets/service-authentication.ts";

/** By id. */
export const SECRET_RULES: readonly Rule[] = [
  ...SECRET_ROTATION_RULES,
  ...DATABASE_CREDENTIAL_RULES,
  ...SERVICE_AUTHENTICATION_RULES,
  ...SECRET_CONTAINER_RULES,
].toSorted((a, b) => a.id.localeCompare(b.id));
