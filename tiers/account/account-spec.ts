/** What an account file says: the {@link AccountSpec} that parsing makes of it. Nothing is filled in. */
import type * as z from "zod";
import type { TenantSource } from "../tenant-spec.ts";
import type { accountFileSchema } from "./account-schema.ts";

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;

/** What an account file says, plain and immutable. */
export type AccountFile = DeepReadonly<z.output<typeof accountFileSchema>>;

/** An account file of which some keys may be missing because the schema has refused them. */
export type PartialAccountFile = {
  readonly [Key in keyof AccountFile]?: AccountFile[Key] extends readonly unknown[] | undefined
    ? AccountFile[Key]
    : AccountFile[Key] extends object | undefined
      ? Partial<AccountFile[Key]>
      : AccountFile[Key];
};

/** A parsed account file. */
export interface AccountSpec extends AccountFile {
  /** Where the words stand, for messages and provenance. */
  readonly source: TenantSource;
}
