/** How a message shows what a person wrote: short, and never a secret. */

const MAX_SHOWN = 60;

/** Beginnings and forms of the keys and tokens that people paste by mistake. */
const SECRET_FORMS: readonly RegExp[] = [
  /-----BEGIN/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/,
  /\bxox[a-z]-/i,
  /\bgh[a-z]_\w{16,}|\bgithub_pat_/,
  /\bglpat-/,
  /\b[sr]k[-_](?:live|test|ant|proj)[-_]/,
  /\beyJ[\w-]{8,}\./,
  /\bpul-[0-9a-f]{20,}/,
  // Addresses that carry their own credential: webhooks, user:password@, query strings.
  /:\/\/hooks\.|:\/\/\S*webhook|:\/\/[^/\s]*@|:\/\/\S*[?&]\S*=/i,
];

/** Letters and digits without a break, long enough that nobody remembers them. */
const LONG_TOKEN = /[A-Za-z0-9+/_=]{20,}/g;

/**
 * Whether a text looks like a password, token, key or an address with a credential in it.
 * Errs on the side of hiding: a message without the value still names file, line and column.
 */
export function looksLikeSecret(text: string): boolean {
  return SECRET_FORMS.some((form) => form.test(text)) || (text.match(LONG_TOKEN) ?? []).some(isRandomLooking);
}

function isRandomLooking(token: string): boolean {
  return /\d/.test(token) && /[A-Za-z]/.test(token);
}

/** What stands for a value that is not shown. */
export const HIDDEN = "a value that may be a secret (not shown)";

/** A text in quotes, cut when long, hidden when it looks like a secret. */
export function showText(text: string): string {
  if (looksLikeSecret(text)) return HIDDEN;
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}

/** A value with its kind, for messages about a wrong kind: `"big" (text)`, `5 (number)`, `a list`. */
export function showWithKind(value: unknown): string {
  switch (typeof value) {
    case "string":
      return looksLikeSecret(value) ? HIDDEN : `${showText(value)} (text)`;
    case "number":
    case "bigint":
      return `${String(value)} (number)`;
    case "boolean":
      return `${String(value)} (true or false)`;
    case "object":
      if (value === null) return "nothing";
      return Array.isArray(value) ? "a list" : "a section";
    default:
      return "nothing";
  }
}

/** A value without its kind, for messages about its size or spelling: `"big"`, `5`. */
export function showValue(value: unknown): string {
  if (typeof value === "string") return showText(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : showWithKind(value);
}
