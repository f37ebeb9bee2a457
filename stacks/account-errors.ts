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
  {
    words: /The client '([^']+)' does not have authorization to perform action over scope '\/subscriptions\//,
    explain: ([, client], account) =>
      `account: got credentials of ${client}, which may not act in subscription ${account}, expected some that may; use those, or correct the file`,
  },
  {
    words: /Could not create Azure credentials/,
    explain: (_found, account) =>
      `account: got no Azure credentials, expected those of subscription ${account}; run az login, or set ARM_CLIENT_ID and ARM_CLIENT_SECRET`,
  },
  {
    words: /Attempted to load application default credentials/,
    explain: (_found, account) =>
      `account: got no Google Cloud credentials, expected some that may act in project ${account}; run gcloud auth application-default login, or set GOOGLE_CREDENTIALS`,
  },
  {
    words: /Caller does not have required permission to use project/,
    explain: (_found, account) =>
      `account: got Google Cloud credentials that may not act in project ${account}, expected some that may; use those, or correct the file`,
  },
  {
    words: /(\w+\.googleapis\.com|[\w ]+ API) has not been used in project (?:\S+) before or it is disabled/,
    explain: ([, service], account) =>
      `account: got project ${account} with ${service} switched off, expected it on before the first preview; run gcloud services enable cloudresourcemanager.googleapis.com compute.googleapis.com logging.googleapis.com serviceusage.googleapis.com storage.googleapis.com --project ${account}`,
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
