/** Services of AWS that send alerts: alarms, events, and the alert manager of Managed Prometheus. */
export const ALERTING_SERVICES = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "aps.amazonaws.com"] as const;
