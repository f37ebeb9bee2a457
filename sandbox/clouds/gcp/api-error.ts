/** Refusals in the words of Google Cloud: what the Google API client prints, under the provider's own heading. */

/** Reason codes that the APIs put behind the message. */
export type Reason =
  "alreadyExists" | "badRequest" | "conflict" | "forbidden" | "invalid" | "notFound" | "resourceInUseByAnotherResource";

/**
 * Text of an error that a service answers, as the provider reports it:
 * `Error creating KeyRing: googleapi: Error 409: KeyRing projects/…/acme already exists., alreadyExists`.
 * @param doing what the provider was doing: `Error creating KeyRing`
 * @param status HTTP status, then the reason where the API names one
 */
export function googleError(doing: string, status: `${number}` | `${number} ${Reason}`, message: string): string {
  const [code, reason] = status.split(" ");
  return `${doing}: googleapi: Error ${code}: ${message}${reason === undefined ? "" : `, ${reason}`}`;
}
