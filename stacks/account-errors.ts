/** What a cloud says when it does not let us in, and what a person can do about it at once. */

interface KnownError {
  readonly words: RegExp;
  readonly explain: (found: readonly string[], account: string) => string;
}

/** In the words of the real providers. */
const KNOWN_ERRORS: readonly KnownError[] = [
  {
    words: /AWS account ID not allowed: (\d{12})/,
    explain: ([, got], account) =>
      `account: got credentials of account ${got}, expected ${account} as the tenant file says; use credentials of ${account}, or correct the file`,
  },
  {
    words: /No valid credential sources found/,
    explain: (_found, account) =>
      `account: got no AWS credentials, expected those of ${account}; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`,
  },
];

/**
 * What to do about an error.
 * @param message of the provider, with whatever the engine wrote around it
 * @param account the one the stack is pinned to
 * @returns undefined for an error that is not about who one is
 */
export function explainAccountError(message: string, account: string): string | undefined {
  for (const { words, explain } of KNOWN_ERRORS) {
    const found = words.exec(message);
    if (found !== null) return explain(found, account);
  }
  return undefined;
}
