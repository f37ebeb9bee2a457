/** Lets one process of this machine at a time do something; for the moment before the lock library is installed. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const RETRY_MILLISECONDS = 500;

/**
 * @template Result
 * @param {string} file holds the process id of whoever works
 * @param {() => void} onWait called once when somebody else is working
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 * @throws Error when the file cannot be written
 */
export async function withProcessLock(file, onWait, work) {
  mkdirSync(dirname(file), { recursive: true });
  let waiting = false;
  while (!take(file)) {
    if (!waiting) onWait();
    waiting = true;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {boolean} false while a living process has it
 */
function take(file) {
  // Written first and linked then: the file is never seen without its process id.
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    if (isRunning(holderOf(file))) return false;
    rmSync(file, { force: true });
    return take(file);
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {string} file */
function holderOf(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return Number.NaN;
  }
}

/** @param {number} processId */
function isRunning(processId) {
  if (!(processId > 0)) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
