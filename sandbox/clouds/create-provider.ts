/** Puts the simulated provider of a package together. */
import { join } from "node:path";
import { type CloudConfiguration, type CloudDefinition, CloudProvider } from "./cloud-provider.ts";
import { FaultPlan } from "./faults.ts";
import { readFacts } from "./facts.ts";
import { type SimulatedPackage, sdkVersion } from "./plugins.ts";
import type { Checked, Provider } from "./provider.ts";
import type { Properties } from "./resource-type.ts";
import { RecordStore } from "./store.ts";

/** Where a provider lives and what it may do. */
export interface ProviderSite {
  /** Folder of the simulated clouds. */
  readonly root: string;
  /** Where credentials and region may come from. */
  readonly environment: NodeJS.ProcessEnv;
  /** Ends provider and engine at once. */
  readonly crash: () => never;
}

/** The provider of a package, ready to be served. */
export async function createProvider(name: SimulatedPackage, site: ProviderSite): Promise<Provider> {
  switch (name) {
    case "aws": {
      const { types, invokes } = await import("./aws/index.ts");
      const { checkAwsConfig, configureAws } = await import("./aws/configuration.ts");
      return cloudProvider(site, "aws", { name, types, invokes, check: checkAwsConfig, configure: configureAws });
    }
    case "azure-native": {
      const { types, invokes } = await import("./azure/index.ts");
      const { checkAzureConfig, configureAzure } = await import("./azure/configuration.ts");
      return cloudProvider(site, "azure", { name, types, invokes, check: checkAzureConfig, configure: configureAzure });
    }
    case "gcp": {
      const { types, invokes } = await import("./gcp/index.ts");
      const { checkGcpConfig, configureGcp } = await import("./gcp/configuration.ts");
      return cloudProvider(site, "gcp", { name, types, invokes, check: checkGcpConfig, configure: configureGcp });
    }
    case "random": {
      const { RandomProvider } = await import("./random/provider.ts");
      return new RandomProvider(sdkVersion("random"));
    }
  }
}

interface Parts extends Pick<CloudDefinition, "types" | "invokes"> {
  readonly name: SimulatedPackage;
  readonly check: (news: Properties, environment: NodeJS.ProcessEnv) => Checked;
  readonly configure: (config: Properties, environment: NodeJS.ProcessEnv) => CloudConfiguration;
}

/** @param folder name of the cloud's folder, here and in the folder of the simulated clouds */
function cloudProvider({ root, environment, crash }: ProviderSite, folder: string, parts: Parts): CloudProvider {
  const { name, types, invokes } = parts;
  const definition: CloudDefinition = {
    name,
    version: sdkVersion(name),
    types,
    invokes,
    facts: readFacts(join(import.meta.dirname, folder, "facts")),
    checkConfig: (news) => parts.check(news, environment),
    configure: (config) => parts.configure(config, environment),
  };
  return new CloudProvider(definition, new RecordStore(join(root, folder)), new FaultPlan(root), crash);
}
