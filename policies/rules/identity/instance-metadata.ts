/** How machines of AWS ask for their own credentials. */
import { all, any, check, equals, isOneOf } from "../../checks.ts";
import { fail, notApplicable, PASS, unknown } from "../../finding.ts";
import { defineRule, type Check, type Remedy } from "../../rule.ts";
import { merged } from "../../remedy.ts";
import type { View } from "../../view.ts";

/** Tags by which a machine belongs to a cluster, whose containers are one hop further away. */
const CLUSTER_TAG =
  /^(kubernetes\.io\/cluster\/|eks:cluster-name$|aws:eks:cluster-name$|k8s\.io\/cluster-autoscaler\/)/;

function isNode(view: View): boolean {
  const places = [view, ...(view.items("tagSpecifications") ?? [])];
  return places.some((place) => (place.keys("tags") ?? []).some((name) => CLUSTER_TAG.test(name)));
}

const HOPS = "metadataOptions.httpPutResponseHopLimit";

/** One hop is the machine itself; a container's answer needs two, which only a node of a cluster has. */
const hopLimit: Check = check([HOPS], ({ view }) => {
  const reading = view.read(HOPS);
  if (reading.state === "unknown") return unknown(HOPS);
  const got = reading.state === "absent" ? 1 : Number(reading.value);
  const limit = isNode(view) ? 2 : 1;
  return got >= 1 && got <= limit
    ? PASS
    : fail(
        HOPS,
        `got ${got}, expected 1${limit === 2 ? " to 2 hops for a node of a cluster" : " hop"}; change ${HOPS}`,
      );
});

/** Version 2 only, or no metadata service at all. */
const versionTwo: Check = all(
  any(
    equals("metadataOptions.httpTokens", "required", { absent: "optional" }),
    equals("metadataOptions.httpEndpoint", "disabled", { absent: "enabled" }),
  ),
  hopLimit,
);

/** A machine that says nothing itself has what its template says. */
function unlessTemplate(then: Check): Check {
  return check(then.properties, (subject, context, graph) => {
    const own = subject.view.read("metadataOptions");
    const template = subject.view.read("launchTemplate");
    return own.state === "absent" && template.state !== "absent"
      ? notApplicable("its launch template decides")
      : then.judge(subject, context, graph);
  });
}

const versionTwoOnly: Remedy = (view, context) =>
  merged({ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: isNode(view) ? 2 : 1 } })(view, context);

export const INSTANCE_METADATA_RULES = [
  defineRule({
    id: "IAM-09",
    name: "imdsv2-required",
    title: "Machines answer metadata requests of version 2 only, one hop away (two for nodes of clusters)",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:ec2/launchTemplate:LaunchTemplate": versionTwo,
      "aws:ec2/instance:Instance": unlessTemplate(versionTwo),
      "aws:ec2/launchConfiguration:LaunchConfiguration": versionTwo,
      // What new machines of an account get where nobody says more.
      "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": all(
        isOneOf("httpTokens", ["required"], { absent: "no-preference" }),
      ),
    },
    remedies: {
      "aws:ec2/launchTemplate:LaunchTemplate": versionTwoOnly,
      "aws:ec2/instance:Instance": versionTwoOnly,
      "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": merged({ httpTokens: "required" }),
    },
  }),
] as const;
