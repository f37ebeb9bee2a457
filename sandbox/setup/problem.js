/**
 * Why set-up cannot go on: what is missing, and the one thing to do. Plain JavaScript like everything that runs before
 * Node.js 24 is there.
 * @typedef {"node-too-old" | "node-24-missing" | "npm-missing" | "packages-failed" | "no-network" | "disk-full" |
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

/**
 * The two causes that a person can do something about, told from a tool's own output.
 * @param {string} words
 * @returns {"disk-full" | "no-network" | undefined}
 */
export function recognizeCause(words) {
  if (DISK_FULL.test(words)) return "disk-full";
  if (NO_NETWORK.test(words)) return "no-network";
  return undefined;
}
