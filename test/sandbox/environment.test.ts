import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sandboxEnvironment } from "../../sandbox/environment.ts";
import { environmentFileText } from "../../sandbox/environment-file.ts";
import { sandboxLayout, stackConfigFile } from "../../sandbox/layout.ts";
import { prepareSandbox } from "../../sandbox/prepare.ts";
import { Machine } from "./machine.ts";

describe("the sandbox's environment", () => {
  const layout = sandboxLayout("/checkout", "/checkout/.sandbox");
  const environment = (ambient: NodeJS.ProcessEnv = {}) => sandboxEnvironment(layout, "/engine/pulumi", ambient);

  it("keeps engine, secrets and clouds in the sandbox's folder and away from any network", () => {
    const set = Object.entries(environment({ PATH: "/usr/bin" })).filter(([, value]) => value !== undefined);
    assert.deepEqual(Object.fromEntries(set), {
      PULUMI_HOME: "/checkout/.sandbox/home",
      PULUMI_BACKEND_URL: "file:///checkout/.sandbox/state?metadata=skip",
      PULUMI_CONFIG_PASSPHRASE_FILE: "/checkout/.sandbox/passphrase",
      PULUMI_CREDENTIAL_STORE: "plaintext",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      PULUMI_OPTION_CONFIG_FILE: "/checkout/.sandbox/stacks/any-stack.yaml",
      PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
      AWS_ACCESS_KEY_ID: "sandbox",
      AWS_SECRET_ACCESS_KEY: "sandbox",
      ARM_CLIENT_ID: "sandbox",
      ARM_CLIENT_SECRET: "sandbox",
      GOOGLE_CREDENTIALS: "sandbox",
      LEASEHOLD_CLOUDS: "/checkout/.sandbox/clouds",
      LEASEHOLD_PROJECT: "/checkout",
      LEASEHOLD_NODE: process.execPath,
      LEASEHOLD_ENGINE: "/engine/pulumi",
      PATH: "/checkout/.sandbox/bin:/checkout/node_modules/.bin:/usr/bin",
    });
  });

  it("takes away whatever leads to a real account, another backend or another stack", () => {
    const removed = Object.entries(environment()).filter(([, value]) => value === undefined);
    assert.deepEqual(removed.map(([name]) => name).sort(), [
      "ARM_CLIENT_CERTIFICATE_PASSWORD",
      "ARM_CLIENT_CERTIFICATE_PATH",
      "ARM_ENVIRONMENT",
      "ARM_LOCATION",
      "ARM_OIDC_REQUEST_TOKEN",
      "ARM_OIDC_REQUEST_URL",
      "ARM_OIDC_TOKEN",
      "ARM_OIDC_TOKEN_FILE_PATH",
      "ARM_SUBSCRIPTION_ID",
      "ARM_TENANT_ID",
      "ARM_USE_MSI",
      "ARM_USE_OIDC",
      "AWS_CONTAINER_CREDENTIALS_FULL_URI",
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
      "AWS_DEFAULT_PROFILE",
      "AWS_DEFAULT_REGION",
      "AWS_PROFILE",
      "AWS_REGION",
      "AWS_ROLE_ARN",
      "AWS_ROLE_SESSION_NAME",
      "AWS_SECURITY_TOKEN",
      "AWS_SESSION_TOKEN",
      "AWS_WEB_IDENTITY_TOKEN_FILE",
      "AZURE_CLIENT_ID",
      "AZURE_CLIENT_SECRET",
      "AZURE_SUBSCRIPTION_ID",
      "AZURE_TENANT_ID",
      "CLOUDSDK_COMPUTE_REGION",
      "CLOUDSDK_CORE_PROJECT",
      "GCLOUD_KEYFILE_JSON",
      "GCLOUD_PROJECT",
      "GCLOUD_REGION",
      "GOOGLE_APPLICATION_CREDENTIALS",
      "GOOGLE_CLOUD_KEYFILE_JSON",
      "GOOGLE_CLOUD_PROJECT",
      "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT",
      "GOOGLE_OAUTH_ACCESS_TOKEN",
      "GOOGLE_PROJECT",
      "GOOGLE_REGION",
      "PULUMI_ACCESS_TOKEN",
      "PULUMI_CONFIG",
      "PULUMI_CONFIG_PASSPHRASE",
      "PULUMI_STACK",
    ]);
  });

  it("replaces real credentials and keeps those of the simulated cloud", () => {
    const keyFor = (given?: string) => environment({ AWS_ACCESS_KEY_ID: given })["AWS_ACCESS_KEY_ID"];
    assert.equal(keyFor("AKIAIOSFODNN7EXAMPLE"), "sandbox");
    assert.equal(keyFor(undefined), "sandbox");
    assert.equal(keyFor("sandbox-12345"), "sandbox");
    assert.equal(keyFor("sandbox-444455556666"), "sandbox-444455556666");
  });

  it("adds its folders to PATH once, however often it is applied", () => {
    const once = environment({ PATH: "/usr/bin:/bin" })["PATH"];
    assert.equal(environment({ PATH: once })["PATH"], once);
    assert.equal(environment({})["PATH"], "/checkout/.sandbox/bin:/checkout/node_modules/.bin");
  });

  it("is the same after a shell has sourced its file, whatever the paths hold", () => {
    const machine = new Machine();
    try {
      const odd = sandboxLayout(join(machine.folder, 'it\'s a $HOME `x` "folder" 100%'));
      const file = join(machine.folder, "env.sh");
      writeFileSync(file, environmentFileText(sandboxEnvironment(odd, "/engine/pulumi", {})));
      const print = `. "${file}"; . "${file}"; "${process.execPath}" -p "JSON.stringify(process.env)"`;
      const ambient = { PATH: "/usr/bin:/bin", PULUMI_ACCESS_TOKEN: "real", AWS_PROFILE: "real" };
      const sourced: unknown = JSON.parse(execFileSync("/bin/sh", ["-c", print], { env: ambient, encoding: "utf8" }));
      const rest = { ...(sourced as Record<string, string>) };
      // What a shell sets by itself.
      for (const own of ["PWD", "OLDPWD", "SHLVL", "_"]) Reflect.deleteProperty(rest, own);
      const expected = Object.entries(sandboxEnvironment(odd, "/engine/pulumi", ambient)).filter(
        ([, value]) => value !== undefined,
      );
      assert.deepEqual(rest, Object.fromEntries(expected));
      assert.equal(rest["PULUMI_BACKEND_URL"], `${pathToFileURL(odd.state).href}?metadata=skip`);
    } finally {
      machine.dispose();
    }
  });
});

describe("the sandbox's folder", () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => machine.dispose());

  it("lies in the checkout unless another is named", () => {
    assert.equal(sandboxLayout("/checkout").folder, process.env["LEASEHOLD_SANDBOX"] ?? "/checkout/.sandbox");
    assert.equal(sandboxLayout("/checkout", "/elsewhere").state, "/elsewhere/state");
    assert.equal(
      stackConfigFile(sandboxLayout("/checkout", "/s"), "acme-production"),
      "/s/stacks/Pulumi.acme-production.yaml",
    );
  });

  it("is made with a passphrase that only its owner can read, and that never changes", async () => {
    const layout = sandboxLayout(machine.checkout(), join(machine.folder, "sandbox"));
    await prepareSandbox(layout, "/engine/pulumi");
    const passphrase = readFileSync(layout.passphrase, "utf8");
    assert.match(passphrase, /^[\w-]{43}$/);
    assert.equal(statSync(layout.passphrase).mode & 0o777, 0o600);
    await prepareSandbox(layout, "/engine/pulumi");
    assert.equal(readFileSync(layout.passphrase, "utf8"), passphrase);
    const other = sandboxLayout(layout.root, join(machine.folder, "other"));
    await prepareSandbox(other, "/engine/pulumi");
    assert.notEqual(readFileSync(other.passphrase, "utf8"), passphrase);
  });

  it("tells a person who looks in what lies where", async () => {
    const layout = sandboxLayout(machine.checkout(), join(machine.folder, "sandbox"));
    await prepareSandbox(layout, "/engine/pulumi");
    const text = readFileSync(layout.readme, "utf8");
    for (const name of ["clouds/", "state/", "stacks/", "passphrase", "home/", "env.sh", "project/"]) {
      assert.match(text, new RegExp(`^(bin/, )?${name}`, "m"), name);
    }
  });

  it("has a project file with the checkout's project name, beside the sandbox's stack configuration", async () => {
    const layout = sandboxLayout(machine.checkout(), join(machine.folder, "sandbox"));
    await prepareSandbox(layout, "/engine/pulumi");
    const text = readFileSync(join(layout.project, "Pulumi.yaml"), "utf8");
    assert.match(text, /^name: leasehold$/m);
    assert.match(text, /^stackConfigDir: \.\.\/stacks$/m);
  });

  it("is brought up to date without touching what was made in it, and not rewritten when nothing changed", async () => {
    const layout = sandboxLayout(machine.checkout(), join(machine.folder, "sandbox"));
    await prepareSandbox(layout, "/engine/pulumi");
    const record = join(layout.clouds, "aws", "vpc.json");
    mkdirSync(join(layout.clouds, "aws"));
    writeFileSync(record, "{}");
    writeFileSync(stackConfigFile(layout, "acme-production"), "config: {}\n");
    const before = statSync(layout.environmentFile).mtimeMs;
    await prepareSandbox(layout, "/engine/pulumi");
    assert.equal(statSync(layout.environmentFile).mtimeMs, before);
    await prepareSandbox(layout, "/newer/pulumi");
    assert.match(readFileSync(layout.environmentFile, "utf8"), /^export LEASEHOLD_ENGINE='\/newer\/pulumi'$/m);
    assert.equal(readFileSync(record, "utf8"), "{}");
    assert.equal(readFileSync(stackConfigFile(layout, "acme-production"), "utf8"), "config: {}\n");
  });

  it("holds the simulated clouds as plugins and a stand-in for `pulumi`, all of which can be run", async () => {
    const layout = sandboxLayout(machine.checkout(), join(machine.folder, "sandbox"));
    await prepareSandbox(layout, "/engine/pulumi");
    assert.equal(statSync(join(layout.bin, "pulumi")).mode & 0o111, 0o111);
    for (const name of ["aws", "random"]) {
      const sdk: unknown = JSON.parse(
        readFileSync(join(import.meta.dirname, `../../node_modules/@pulumi/${name}/package.json`), "utf8"),
      );
      const { version } = sdk as { version: string };
      const plugin = join(layout.home, "plugins", `resource-${name}-v${version}`, `pulumi-resource-${name}`);
      assert.equal(statSync(plugin).mode & 0o111, 0o111, plugin);
    }
  });

  it("is refused where it cannot be made", async () => {
    writeFileSync(join(machine.folder, "file"), "");
    const layout = sandboxLayout(machine.checkout(), join(machine.folder, "file", "sandbox"));
    await assert.rejects(prepareSandbox(layout, "/engine/pulumi"), { code: "ENOTDIR" });
  });
});
