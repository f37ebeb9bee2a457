/** Refusals in the words of AWS: what the Go SDK prints, under the provider's own heading. */

/**
 * Text of an error that a service answers, as the provider reports it:
 * `creating KMS Alias (alias/x): operation error KMS: CreateAlias, https response error StatusCode: 400, AlreadyExistsException: …`.
 * The request id that AWS puts in between is left out: it would differ in every run.
 */
export function apiError(
  /** What the provider was doing: `creating RDS Cluster (acme-production)`. */
  doing: string,
  /** Service and operation as in the Go SDK: `RDS: CreateDBCluster`. */
  operation: string,
  /** Status, then the error code: `400 DBClusterAlreadyExistsFault`. */
  code: `${number} ${string}`,
  message: string,
): string {
  const [status, name] = code.split(" ");
  return `${doing}: operation error ${operation}, https response error StatusCode: ${status}, ${name}: ${message}`;
}

/** Codes that a service's model does not list are printed as `api error <code>`. */
export function genericApiError(
  doing: string,
  operation: string,
  code: `${number} ${string}`,
  message: string,
): string {
  const [status, name] = code.split(" ");
  return `${doing}: operation error ${operation}, https response error StatusCode: ${status}, api error ${name}: ${message}`;
}
