/** Trust policies of roles that an AWS service assumes. */
import { plainPolicyDocument } from "./policy-document.ts";
import type { Conditions } from "./policy-document.ts";

/**
 * The trust policy of a role that one AWS service assumes.
 * @param service the service's principal, e.g. `rds.amazonaws.com`.
 * @param condition keeps the service from acting for somebody else; leave it out only where the service gives no keys.
 */
export function serviceTrust(service: string, condition?: Conditions<string>): string {
  return plainPolicyDocument([
    {
      Sid: "ServiceAssumesRole",
      Effect: "Allow",
      Principal: { Service: [service] },
      Action: ["sts:AssumeRole"],
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ]);
}
