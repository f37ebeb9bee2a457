/**
 * The oldest version of an engine that its service still supports without extra cost. Data date 2026-11-21; from the services'
 * support calendars (endoflife.date 2026-08-22, MicrosoftDocs azure-aks-docs 2026-08-05) where no other basis is named.
 */
export const OLDEST_SUPPORTED = {
  "EKS Kubernetes": "1.34",
  "AKS Kubernetes": "1.34",
  "GKE Kubernetes": "1.35",
  "RDS PostgreSQL": "14",
  "Aurora PostgreSQL": "14",
  /** Basis: own. */
  "RDS MySQL": "8.4",
  /** Basis: own; version 3 of Aurora names itself `8.0.mysql_aurora.3.…`. */
  "Aurora MySQL": "8.0",
  /** Basis: own. */
  "RDS MariaDB": "10.11",
  "ElastiCache Valkey": "7.2",
  /** Basis: own. */
  "ElastiCache Redis": "6.0",
  "Azure PostgreSQL": "15",
  "Azure Redis": "6",
  "Cloud SQL PostgreSQL": "14",
  /** Basis: own. */
  "Cloud SQL MySQL": "8.0",
  "Memorystore Valkey": "7.2",
} as const;

export type SupportedEngine = keyof typeof OLDEST_SUPPORTED;

/**
 * Whether a version is at least as new as the oldest supported one. Parts are compared as numbers as far as the oldest has them;
 * `17` counts as `17.0`, and a trailing `x` (`6.x`) as the newest of its kind.
 */
export function isSupported(engine: SupportedEngine, version: string): boolean {
  const parts = version.split(".");
  for (const [index, wanted] of OLDEST_SUPPORTED[engine].split(".").entries()) {
    const text = parts[index] ?? "0";
    if (text === "x") return true;
    const got = Number.parseInt(text, 10);
    if (Number.isNaN(got) || got < Number(wanted)) return false;
    if (got > Number(wanted)) return true;
  }
  return true;
}
