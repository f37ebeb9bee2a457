/** From the text of an account file to an {@link AccountSpec}, or to every problem of the file at once. */
import { acceptedPart } from "../accepted-part.ts";
import { InvalidInput } from "../problem.ts";
import type { Problem } from "../problem.ts";
import { schemaProblems } from "../schema-problems.ts";
import { TenantText } from "../tenant-text.ts";
import { formatPath } from "../value-path.ts";
import { parseYaml } from "../yaml-document.ts";
import { checkAccountFile } from "./account-file-rules.ts";
import { accountFileSchema } from "./account-schema.ts";
import type { AccountSpec } from "./account-spec.ts";

/**
 * Parses an account file. Pure: the same text and name give the same answer.
 * @param file the file as messages shall name it, e.g. `stacks/accounts/acme.yaml`; its last part must be `<name>.yaml`.
 * @throws InvalidInput with every problem of the file, each with file, line and column.
 */
export function parseAccount(text: string, file: string): AccountSpec {
  const problems: Problem[] = [];
  const document = parseYaml(text, file, problems);
  const source = new TenantText(document, []);
  const result = accountFileSchema.safeParse(document.value);
  if (!result.success) problems.push(...schemaProblems(accountFileSchema, result.error.issues, document.value, source));

  const refused = new Set(problems.map(({ path }) => path));
  checkAccountFile(
    result.success ? result.data : acceptedPart(document.value, result.error.issues),
    file,
    (code, path, message) => {
      const name = formatPath(path);
      if (!refused.has(name)) problems.push({ code, path: name, at: source.placeOf(path), message });
    },
  );
  if (problems.length > 0 || !result.success) throw new InvalidInput(problems);
  return Object.assign(result.data, { source });
}
