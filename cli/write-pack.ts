/** `npm run policies:pack -- <folder>`: writes a copy of the policy pack that runs from any folder. */
import { resolve, dirname } from "node:path";
import { CommandFailed, EXIT } from "./exit-codes.ts";
import { copyPack } from "./pack-copy.ts";

const [folder, ...more] = process.argv.slice(2);
try {
  if (folder === undefined || more.length > 0)
    throw new CommandFailed(EXIT.invalidInput, "expected one folder: npm run policies:pack -- <folder>");
  const { pack, packages } = copyPack(dirname(import.meta.dirname), resolve(folder));
  console.log(`the policy pack and ${packages.length} packages are in ${resolve(folder)}; use it with`);
  console.log(`  pulumi preview --policy-pack ${pack}`);
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(`error ${error.message}`);
  process.exitCode = error.exitCode;
}
