/** The example tenants and accounts as they would be under other frameworks than their files name. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { ACCOUNTS_VARIABLE, TENANTS_VARIABLE } from "../../../tiers/input-folders.ts";
import { FRAMEWORKS, type Framework } from "../../../tiers/vocabulary.ts";
import { useVariables } from "../../harness/use-variables.ts";
import { PROJECT_ROOT } from "../../harness/whole-tenant.ts";

/** `own`: the files as they are. */
export type FrameworkSet = readonly Framework[] | "own";

/** By name: none, each alone, each tenant's own, all. */
export const FRAMEWORK_SETS: Readonly<Record<string, FrameworkSet>> = {
  none: [],
  ...Object.fromEntries(FRAMEWORKS.map((framework): [string, FrameworkSet] => [framework, [framework]])),
  own: "own",
  all: FRAMEWORKS,
};

const KINDS = ["tenants", "accounts"] as const;

/** Does some work while program and pack read every tenant and account with these frameworks. */
export async function withFrameworks<Result>(set: FrameworkSet, work: () => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-frameworks-"));
  const restore = useVariables({
    [TENANTS_VARIABLE]: join(folder, "tenants"),
    [ACCOUNTS_VARIABLE]: join(folder, "accounts"),
  });
  try {
    for (const kind of KINDS) writeFolder(kind, join(folder, kind), set);
    return await work();
  } finally {
    restore();
    rmSync(folder, { recursive: true });
  }
}

function writeFolder(kind: (typeof KINDS)[number], folder: string, set: FrameworkSet): void {
  cpSync(join(PROJECT_ROOT, "stacks", kind), folder, { recursive: true });
  if (set === "own") return;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const entries = Object.entries(load(readFileSync(file, "utf8")) as object).filter(([key]) => key !== "frameworks");
    writeFileSync(
      file,
      dump({ ...Object.fromEntries(entries), ...(set.length === 0 ? {} : { frameworks: [...set] }) }),
    );
  }
}
