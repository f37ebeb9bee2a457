import assert from "node:assert/strict";
import { resolve } from "node:path";
import { planBareRun } from "../../sandbox/bare-run.ts";
import { sandboxLayout } from "../../sandbox/layout.ts";

describe("bare pulumi in the sandbox", () => {
  const layout = sandboxLayout("/checkout", "/sandbox");
  const plan = (line: string, environment: NodeJS.ProcessEnv = {}, selected?: string) =>
    planBareRun(line.split(" "), layout, environment, () => selected);
  const acme = {
    PULUMI_STACK: "acme-production",
    PULUMI_OPTION_CONFIG_FILE: "/sandbox/stacks/Pulumi.acme-production.yaml",
  };

  it("gets the configuration file of the stack it names, in every spelling, and its arguments as they are", () => {
    const spellings = [
      "-s acme-production",
      "-sacme-production",
      "-s=acme-production",
      "--stack acme-production",
      "--stack=acme-production",
    ];
    for (const spelling of spellings) {
      const line = `preview ${spelling} --diff`;
      assert.deepEqual(plan(line), { args: line.split(" "), env: acme }, spelling);
    }
  });

  it("takes a full stack name, and the file of its last part", () => {
    assert.deepEqual(plan("up -s organization/leasehold/acme-production").env, {
      ...acme,
      PULUMI_STACK: "organization/leasehold/acme-production",
    });
  });

  it("takes the stack of the environment, else the selected one, else none", () => {
    assert.deepEqual(plan("up", { PULUMI_STACK: "acme-production" }, "globex-staging").env, acme);
    assert.deepEqual(plan("up", {}, "acme-production").env, acme);
    assert.deepEqual(plan("up"), { args: ["up"], env: {} });
  });

  it("runs what touches a stack's configuration or the selection in the sandbox's own project folder", () => {
    for (const command of [
      "init",
      "new",
      "rm",
      "remove",
      "delete",
      "rename",
      "select",
      "change-secrets-provider",
      "history",
    ]) {
      const line = `stack ${command} acme-production`;
      assert.deepEqual(plan(line), { args: ["--cwd", "/sandbox/project", ...line.split(" ")], env: {} }, command);
    }
    assert.deepEqual(plan("stack -s acme-production rm --yes").args.slice(0, 2), ["--cwd", "/sandbox/project"]);
    assert.deepEqual(plan("--color never stack init x").args.slice(0, 2), ["--cwd", "/sandbox/project"]);
  });

  it("lets a file keep its meaning there", () => {
    assert.deepEqual(plan("stack import --file state.json").args.at(-1), resolve("state.json"));
    assert.deepEqual(plan("stack import --file=state.json").args.at(-1), `--file=${resolve("state.json")}`);
  });

  it("runs other commands about stacks where the person is", () => {
    assert.deepEqual(plan("stack export --file state.json -s acme-production"), {
      args: "stack export --file state.json -s acme-production".split(" "),
      env: acme,
    });
  });

  it("stays out of it when the person names another folder", () => {
    for (const line of ["-C /other stack init x", "--cwd=/other up -s x"]) {
      assert.deepEqual(plan(line), { args: line.split(" "), env: {} });
    }
  });

  it("does not read what follows `--`", () => {
    assert.deepEqual(plan("up -s acme-production -- -s other").env, acme);
  });
});
