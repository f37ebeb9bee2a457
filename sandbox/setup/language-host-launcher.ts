/** The small script that a self-built engine starts as its language host. It must lie beside the engine's executable. */

/** The name by which the engine looks for it. */
export const LAUNCHER_NAME = "pulumi-language-nodejs";

/**
 * One engine serves every checkout of a user, so the script looks for the checkout: named by the sandbox's environment,
 * else upward from the folder in which the engine works.
 */
export const launcherText = `#!/bin/sh
# Written by leasehold. Starts the language host of the checkout that the engine works in.
folder="\${LEASEHOLD_PROJECT:-$PWD}"
while [ ! -f "$folder/sandbox/language-host/main.ts" ]; do
  parent=$(dirname "$folder")
  if [ "$parent" = "$folder" ]; then
    echo "pulumi-language-nodejs: no leasehold checkout at or above \${LEASEHOLD_PROJECT:-$PWD}; this engine serves leasehold only, install the pulumi CLI for other projects" >&2
    exit 1
  fi
  folder="$parent"
done
exec "\${LEASEHOLD_NODE:-node}" "$folder/sandbox/language-host/main.ts" "$@"
`;
