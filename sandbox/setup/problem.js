/**
 * Why set-up cannot go on: what is missing, and the one thing to do. Plain JavaScript like everything that runs before
 * Node.js 24 is there.
 * @typedef {"node-too-old" | "node-24-missing" | "npm-missing" | "packages-failed" | "packages-linked" | "no-network" | "disk-full" |
 *   "go-missing" | "go-too-old" | "build-failed" | "engine-missing" | "interrupted" | "cache-not-writable" |
 *   "unsupported-platform"} SetupProblemCode
 */

/** Its message is the whole text for the person: `<what is missing>; <what to do>`. */
export class SetupProblem extends Error {
  /**
   * @param {SetupProblemCode} code
   * @param {string} missing what is missing or went wrong; lower case, no full stop
   * @param {string} remedy the one thing to do
   * @param {string} [details] what the failing tool said, shown below
   */
  constructor(code, missing, remedy, details) {
    super(`${missing}; ${remedy}`);
    this.name = "SetupProblem";
    /** @readonly */
    this.code = code;
    /** @readonly */
    this.details = details;
  }
}

/** How tools say that a disk is full: npm by its code, Go and the system by their words. */
const DISK_FULL = /ENOSPC|no space left on device|disk quota exceeded|EDQUOT/i;
/** How npm and Go say that they reach no server. */
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|no such host|dial tcp|i\/o timeout|network is unreachable|connection refused|TLS handshake timeout/i;

/** Lines shown of what a tool said about a cause that is known, and of one that is not. */
const LINES_ABOUT_CAUSE = 2;
const LAST_LINES = 12;

/**
 * What made a tool fail, told from its own output.
 * @typedef {object} Cause
 * @property {"disk-full" | "no-network" | "other"} kind the first two are what a person can do something about
 * @property {string} details what the tool said of it: the lines that tell, or its last ones
 */

/**
 * @param {string} words the tool's output
 * @returns {Cause}
 */
export function recognizeCause(words) {
  const lines = words.trim().split("\n");
  const about = (/** @type {RegExp} */ pattern) =>
    lines.filter((line) => pattern.test(line)).slice(0, LINES_ABOUT_CAUSE);
  const diskFull = about(DISK_FULL);
  if (diskFull.length > 0) return { kind: "disk-full", details: diskFull.join("\n") };
  const noNetwork = about(NO_NETWORK);
  if (noNetwork.length > 0) return { kind: "no-network", details: noNetwork.join("\n") };
  return { kind: "other", details: lines.slice(-LAST_LINES).join("\n") };
}
