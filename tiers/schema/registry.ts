/** Every published JSON Schema and the zod schema it is made from. A further one is one line here. */
import type * as z from "zod";
import { accountFileSchema } from "../account/account-schema.ts";
import { addOnsFileSchema } from "../add-ons.ts";
import { environmentsFileSchema } from "../environments.ts";
import { frameworksFileSchema } from "../frameworks.ts";
import { securityLevelsFileSchema } from "../security-levels.ts";
import { tenantFileSchema } from "../tenant-schema.ts";
import { tierFileSchema } from "../tier-catalogue.ts";

/** One published schema. */
export interface SchemaFile {
  /** Name beside this file, e.g. `tier.schema.json`; what files name in their `$schema` comment. */
  readonly file: string;
  /** What editors show as its name. */
  readonly title: string;
  readonly schema: z.ZodType;
}

/** In the order of the alphabet. */
export const SCHEMA_FILES: readonly SchemaFile[] = [
  { file: "account.schema.json", title: "Leasehold account", schema: accountFileSchema },
  { file: "add-ons.schema.json", title: "Leasehold add-ons", schema: addOnsFileSchema },
  { file: "environments.schema.json", title: "Leasehold environments", schema: environmentsFileSchema },
  { file: "frameworks.schema.json", title: "Leasehold compliance frameworks", schema: frameworksFileSchema },
  { file: "security-levels.schema.json", title: "Leasehold security levels", schema: securityLevelsFileSchema },
  { file: "tenant.schema.json", title: "Leasehold tenant", schema: tenantFileSchema },
  { file: "tier.schema.json", title: "Leasehold tier", schema: tierFileSchema },
];
