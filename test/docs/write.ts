/** `npm run docs`: renews the generated parts of README.md and docs/, and names the pages that changed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { withParts } from "./generated-parts.ts";
import { pages, pageText, PROJECT_ROOT } from "./markdown.ts";

for (const page of pages()) {
  const text = pageText(page);
  const renewed = await withParts(page, text);
  if (renewed === text) continue;
  writeFileSync(join(PROJECT_ROOT, page), renewed);
  console.log(`${page} renewed`);
}
