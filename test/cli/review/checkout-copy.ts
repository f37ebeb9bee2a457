/** A git repository of its own with this project's program and a few of its tenants. */
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

const PROJECT_ROOT = dirname(dirname(dirname(import.meta.dirname)));
const PARTS = [
  "stacks",
  "tiers",
  "components",
  "policies",
  "package.json",
  "package-lock.json",
  "Pulumi.yaml",
  ".gitignore",
];

/** Two clouds, three tiers, and a tenant that lives in a cell. */
export const TENANTS = ["globex", "tyrell", "umbrella", "wonka"] as const;

export class CheckoutCopy {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "leasehold-checkout-")));

  /** @param tenants whose files it keeps, with those of their accounts */
  constructor(tenants: readonly string[]) {
    for (const part of PARTS) cpSync(join(PROJECT_ROOT, part), join(this.root, part), { recursive: true });
    for (const folder of ["stacks/tenants", "stacks/accounts"]) {
      for (const file of readdirSync(join(this.root, folder)))
        if (!tenants.includes(basename(file, ".yaml"))) rmSync(join(this.root, folder, file));
    }
    symlinkSync(realpathSync(join(PROJECT_ROOT, "node_modules")), join(this.root, "node_modules"), "dir");
    this.git("init", "--quiet");
    this.git("add", "--", ...PARTS);
    this.git("-c", "user.name=acme", "-c", "user.email=platform@acme.example", "commit", "--quiet", "-m", "base");
  }

  git(...args: readonly string[]): string {
    return execFileSync("git", ["-C", this.root, ...args], { encoding: "utf8" });
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }

  /** Replaces a text that must be there. */
  edit(file: string, from: string | RegExp, to: string): void {
    const before = this.read(file);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${file} has no ${String(from)}`);
    writeFileSync(join(this.root, file), after);
  }

  append(file: string, text: string): void {
    appendFileSync(join(this.root, file), text);
  }

  files(folder: string): string[] {
    return readdirSync(join(this.root, folder)).map((file) => `${folder}/${file}`);
  }

  /** Takes every edit back. */
  reset(): void {
    this.git("checkout", "--quiet", ".");
    this.git("clean", "--force", "--quiet", "stacks", "tiers", "components", "policies");
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
