import type * as pulumi from "@pulumi/pulumi";

/** `azure-native:network/v20240501:Subnet`: the same type under a version of the API. */
const VERSIONED_TYPE = /^azure-native:[^:]+\/v\d{8}\w*:/;

/**
 * Takes away the names under which a resource would have been made with another version of the API. azure-native gives
 * each resource up to sixty of them, and with every further alias under its parents the SDK works each one out: a quarter
 * of the program's time. Nothing here ever named a version, so there is nothing to find under them; other aliases stay.
 */
export const withoutVersionAliases: pulumi.ResourceTransformation = ({ props, opts }) => {
  const aliases = opts.aliases;
  if (!Array.isArray(aliases)) return undefined;
  const kept = aliases.filter((alias: pulumi.Input<string | pulumi.Alias>) => !isVersioned(alias));
  return { props, opts: { ...opts, aliases: kept } };
};

function isVersioned(alias: pulumi.Input<string | pulumi.Alias>): boolean {
  return (
    typeof alias === "object" && "type" in alias && typeof alias.type === "string" && VERSIONED_TYPE.test(alias.type)
  );
}
