/** The clouds that have components. A new cloud adds its folder and one line here. */
import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../tiers/vocabulary.ts";
import type { CloudModule } from "./contracts.ts";

/**
 * Loads the components of one cloud, and no other: an SDK that is not used costs nothing.
 * @throws RunError for a cloud without components.
 */
export async function loadCloud(cloud: Cloud): Promise<CloudModule> {
  switch (cloud) {
    case "aws":
      return (await import("./aws/index.ts")).aws;
    case "azure":
      return (await import("./azure/index.ts")).azure;
    case "gcp":
      return (await import("./gcp/index.ts")).gcp;
    case "kubernetes":
      throw new pulumi.RunError(`cloud ${cloud} is not available yet`);
    default:
      return cloud satisfies never;
  }
}
