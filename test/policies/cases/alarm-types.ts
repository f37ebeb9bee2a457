/** Alarms by the name of their type. */

export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

export const ACTIVITY_ALERT = "azure-native:monitor:ActivityLogAlert";
