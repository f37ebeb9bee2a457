// Loaded into a measured process (`--import`): writes its greatest memory, in KiB, into a file when it ends.
import { writeFileSync } from "node:fs";

const file = process.env["BENCH_MEMORY_FILE"];
if (file === undefined) throw new Error("BENCH_MEMORY_FILE names no file");
process.on("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
