/** Credentials that never expire: keys of users and of service accounts, and policies that hang on a user. */
import { check } from "../../checks.ts";
import { fail } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";

/** A type that no resource may have; nothing that it says changes that. */
function disallowed(what: string, instead: string): Check {
  return check([], () => fail("", `got ${what}, expected none; ${instead}`));
}

const ROLES = "let a role with a trust policy be assumed instead";
const FEDERATION = "use workload identity federation or impersonation instead";

export const STATIC_CREDENTIAL_RULES = [
  defineRule({
    id: "IAM-03",
    name: "no-static-credentials",
    title: "No long-lived user keys or service-account keys",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:iam/accessKey:AccessKey": disallowed("an access key of a user", ROLES),
      "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": disallowed(
        "a password of a user for one service",
        ROLES,
      ),
      "aws:iam/userPolicy:UserPolicy": disallowed("a policy of a single user", "give it to a role or a group"),
      "aws:iam/userPolicyAttachment:UserPolicyAttachment": disallowed(
        "a policy of a single user",
        "attach it to a role or a group",
      ),
      "gcp:serviceaccount/key:Key": disallowed("a key of a service account", FEDERATION),
      "gcp:storage/hmacKey:HmacKey": disallowed("a key of a service account for storage", FEDERATION),
    },
  }),
] as const;
