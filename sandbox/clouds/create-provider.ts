/** Puts the simulated provider of a package together. */
import { join } from "node:path";
import { CloudProvider } from "./cloud-provider.ts";
import { FaultPlan } from "./faults.ts";
import { readFacts } from "./facts.ts";
import { SIMULATED_PACKAGES, type SimulatedPackage, sdkVersion } from "./plugins.ts";
import type { Provider } from "./provider.ts";
import { RecordStore } from "./store.ts";

/**
 * The provider of a package, ready to be served; undefined for a package that is not simulated.
 * @param root folder of the simulated clouds
 * @param environment where credentials and region may come from
 * @param crash ends provider and engine at once
 */
export async function createProvider(
  name: string,
  root: string,
  environment: NodeJS.ProcessEnv,
  crash: () => never,
): Promise<Provider | undefined> {
  if (!isSimulated(name)) return undefined;
  switch (name) {
    case "aws":
      return createAws(root, environment, crash);
    case "random": {
      const { RandomProvider } = await import("./random/provider.ts");
      return new RandomProvider(sdkVersion("random"));
    }
  }
}

async function createAws(root: string, environment: NodeJS.ProcessEnv, crash: () => never): Promise<Provider> {
  const { types, invokes } = await import("./aws/index.ts");
  const { checkAwsConfig, configureAws } = await import("./aws/configuration.ts");
  const definition = {
    name: "aws",
    version: sdkVersion("aws"),
    types,
    invokes,
    facts: readFacts(join(import.meta.dirname, "aws", "facts.yaml")),
    checkConfig: (news: Parameters<typeof checkAwsConfig>[0]) => checkAwsConfig(news, environment),
    configure: (config: Parameters<typeof configureAws>[0]) => configureAws(config, environment),
  };
  return new CloudProvider(definition, new RecordStore(join(root, "aws")), new FaultPlan(root), crash);
}

function isSimulated(name: string): name is SimulatedPackage {
  return SIMULATED_PACKAGES.some((each) => each === name);
}
