/** Rotation of secrets. */
import { all, atMost, check, isSet, isTrue, judgeReading, NO_DEFAULT, shown, withThreshold } from "../../checks.ts";
import { lastsAtMost } from "../../durations.ts";
import { fail, PASS, unknown } from "../../finding.ts";
import { defineRule } from "../../rule.ts";
import { longestGapDays } from "../../schedule.ts";

const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
const SCHEDULE = "rotationRules.scheduleExpression";

/** A secret does not rotate by itself: another resource, which names it, rotates it. How often is judged there. */
const HAS_ROTATION = check([], (subject, _context, graph) => {
  if (graph.pointingAt(subject, ROTATION, "secretId").length > 0) return PASS;
  if (graph.hasUndecided(ROTATION, "secretId", subject)) return unknown("id");
  return fail("", `got no ${ROTATION}, expected one that names the secret; add it`);
});

const BY_SCHEDULE = check([SCHEDULE], ({ view }, context) =>
  withThreshold("secretRotationDays", context, (limit) =>
    judgeReading(SCHEDULE, view.read(SCHEDULE), undefined, (got, missing) => {
      const days = longestGapDays(got);
      return days !== undefined && days <= limit
        ? undefined
        : `got ${shown(got, missing)}, expected a rotation within ${limit} days; change ${SCHEDULE}`;
    }),
  ),
);

/** Days or a schedule; the provider takes one of the two. A schedule wins where outputs show both. */
const OFTEN_ENOUGH = check(["rotationRules.automaticallyAfterDays", SCHEDULE], (subject, context, graph) => {
  const byDays = atMost("rotationRules.automaticallyAfterDays", "secretRotationDays", { absent: NO_DEFAULT });
  return (subject.view.read(SCHEDULE).state === "absent" ? byDays : BY_SCHEDULE).judge(subject, context, graph);
});

/** Secret Manager reminds by a message: someone has to listen, from a first date on. */
const REMINDS = all(
  lastsAtMost("rotation.rotationPeriod", "secretRotationDays", { absent: undefined }),
  isSet("rotation.nextRotationTime", "the first date"),
  isSet("topics", "a topic that is told"),
);

export const SECRET_ROTATION_RULES = [
  defineRule({
    id: "SEC-01",
    name: "secret-rotation",
    title: "Secrets rotate automatically (<=90 days)",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:secretsmanager/secret:Secret": HAS_ROTATION,
      // On where rules are configured.
      [ROTATION]: all(isTrue("rotationEnabled", { absent: true }), OFTEN_ENOUGH),
      "gcp:secretmanager/secret:Secret": REMINDS,
      "gcp:secretmanager/regionalSecret:RegionalSecret": REMINDS,
    },
  }),
] as const;
