import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import messages, { type RunRequest } from "@pulumi/pulumi/proto/language_pb.js";
import emptyMessages from "google-protobuf/google/protobuf/empty_pb.js";
import { programCommand } from "../../sandbox/language-host/program.ts";
import { installRunner, programInfo, runnerPath } from "./fake-sdk.ts";
import { call, startHost, type RunningHost } from "./language-client.ts";
import { Machine } from "./machine.ts";

describe("the language host", () => {
  let machine: Machine;
  let host: RunningHost;
  beforeEach(async () => {
    machine = new Machine();
    host = await startHost("--tracing", "file:trace");
  });
  afterEach(() => {
    host.dispose();
    machine.dispose();
  });

  const runner = (name: string, script: string) => installRunner(machine, name, script);

  function runRequest(options?: Record<string, string | boolean>): RunRequest {
    const request = new messages.RunRequest();
    request.setInfo(programInfo(machine, options));
    request.setPwd(machine.folder);
    request.setMonitorAddress("127.0.0.1:1");
    request.setProject("leasehold");
    request.setStack("acme-production");
    request.setOrganization("organization");
    request.setParallel(8);
    request.getConfigMap().set("leasehold:size", "3").set("aws:token", "hidden");
    request.setConfigsecretkeysList(["aws:token"]);
    return request;
  }

  const run = (request: RunRequest) =>
    call<InstanceType<typeof messages.RunResponse>>((done) => host.client.run(request, done));

  it("starts the program with everything the engine says of the run", () => {
    runner("run", "");
    const request = runRequest({ nodeargs: "--stack-trace-limit=1  --no-warnings", typescript: false });
    request.setDryrun(true);
    request.setArgsList(["more"]);
    assert.deepEqual(programCommand(request, "127.0.0.1:2"), {
      args: [
        "--stack-trace-limit=1",
        "--no-warnings",
        runnerPath(machine, "run"),
        "--monitor=127.0.0.1:1",
        "--engine=127.0.0.1:2",
        "--organization=organization",
        "--project=leasehold",
        `--root-directory=${machine.folder}`,
        "--stack=acme-production",
        "--parallel=8",
        `--pwd=${machine.folder}`,
        "--dry-run",
        ".",
        "more",
      ],
      cwd: machine.folder,
      env: {
        PULUMI_CONFIG: '{"aws:token":"hidden","leasehold:size":"3"}',
        PULUMI_CONFIG_SECRET_KEYS: '["aws:token"]',
        PULUMI_NODEJS_TYPESCRIPT: "false",
      },
    });
  });

  it("loads ts-node unless the project says otherwise, and passes its tsconfig on", () => {
    runner("run", "");
    const { env, args } = programCommand(runRequest({ tsconfig: "tsconfig.program.json" }), "");
    assert.equal(env["PULUMI_NODEJS_TYPESCRIPT"], "true");
    assert.equal(env["PULUMI_NODEJS_TSCONFIG_PATH"], "tsconfig.program.json");
    assert.equal(args.includes("--dry-run"), false);
  });

  it("runs the program with its own Node.js and shows what it prints", async () => {
    runner("run", 'console.log("hello from", process.execPath, process.env.PULUMI_CONFIG);');
    const response = await run(runRequest());
    assert.deepEqual(response.toObject(), { error: "", bail: false });
    assert.equal(host.output(), `hello from ${process.execPath} {"aws:token":"hidden","leasehold:size":"3"}\n`);
  });

  it("bails without a word when the program ends with 32: it has told the engine itself", async () => {
    runner("run", "process.exitCode = 32;");
    assert.deepEqual((await run(runRequest())).toObject(), { error: "", bail: true });
  });

  it("reports any other exit code", async () => {
    for (const code of [1, 31, 33]) {
      runner("run", `process.exitCode = ${code};`);
      const expected = { error: `Program exited with non-zero exit code: ${code}`, bail: false };
      assert.deepEqual((await run(runRequest())).toObject(), expected);
    }
    runner("run", 'process.kill(process.pid, "SIGKILL"); setTimeout(() => undefined, 5000);');
    assert.equal((await run(runRequest())).getError(), "Program exited with non-zero exit code: 137");
  });

  it("says what is missing when the program has no SDK", async () => {
    await assert.rejects(run(runRequest()), {
      code: grpc.status.INTERNAL,
      details: /^Cannot find module '@pulumi\/pulumi\/cmd\/run'/,
    });
  });

  /** A program that says when it runs, and on SIGINT how it ended. */
  const PATIENT = `
    const { writeFileSync } = require("node:fs");
    process.on("SIGINT", () => { writeFileSync("ended", "by SIGINT"); process.exit(0); });
    writeFileSync("running", String(process.pid));
    setTimeout(() => undefined, 60000);`;

  async function running(): Promise<number> {
    const file = join(machine.folder, "running");
    while (!existsSync(file) || readFileSync(file, "utf8") === "")
      await new Promise((resolve) => setTimeout(resolve, 20));
    return Number(readFileSync(file, "utf8"));
  }

  it("interrupts the program when the engine cancels, and says nothing more about it", async () => {
    runner("run", PATIENT);
    const response = run(runRequest());
    await running();
    await call((done) => host.client.cancel(new emptyMessages.Empty(), done));
    assert.deepEqual((await response).toObject(), { error: "", bail: true });
    assert.equal(readFileSync(join(machine.folder, "ended"), "utf8"), "by SIGINT");
  });

  it("interrupts the program when the engine gives the run up", async () => {
    runner("run", PATIENT);
    const ended = new Promise<void>((resolve) => {
      const request = host.client.run(runRequest(), (error) => {
        assert.equal(error?.code, grpc.status.CANCELLED);
        resolve();
      });
      void running().then(() => request.cancel());
    });
    await ended;
    while (!existsSync(join(machine.folder, "ended"))) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it("ends with its program when the engine is gone", async () => {
    runner("run", PATIENT);
    run(runRequest()).catch(() => undefined);
    await running();
    host.killEngine();
    // The program holds the host's output open, so the host counts as ended only when both are.
    assert.equal(await host.ended, 0);
    assert.equal(existsSync(join(machine.folder, "ended")), false);
  });

  it("ends when the engine asks it to", async () => {
    host.process.kill("SIGINT");
    assert.equal(await host.ended, 0);
  });

  it("names what only the official pulumi CLI can do", async () => {
    const refused = {
      code: grpc.status.UNIMPLEMENTED,
      details: "packing an SDK needs the language host of the pulumi CLI; install the pulumi CLI and put it on PATH",
    };
    await assert.rejects(
      call((done) => host.client.pack(new messages.PackRequest(), done)),
      refused,
    );
    const request = runRequest();
    request.setAttachDebugger(true);
    await assert.rejects(run(request), {
      details:
        "attaching a debugger needs the language host of the pulumi CLI; install the pulumi CLI and put it on PATH",
    });
  });

  it("asks for no plugins: those of the sandbox are there", async () => {
    const packages = await call<InstanceType<typeof messages.GetRequiredPackagesResponse>>((done) =>
      host.client.getRequiredPackages(new messages.GetRequiredPackagesRequest(), done),
    );
    assert.deepEqual(packages.toObject(), { packagesList: [], specsList: [] });
  });

  it("answers what `pulumi about` asks: Node.js and the program's packages", async () => {
    const about = await call<InstanceType<typeof messages.AboutResponse>>((done) =>
      host.client.about(new messages.AboutRequest(), done),
    );
    assert.equal(about.getExecutable(), process.execPath);
    assert.equal(about.getVersion(), process.version);

    writeFileSync(
      join(machine.folder, "package-lock.json"),
      JSON.stringify({
        packages: {
          "": { version: "1.0.0" },
          "node_modules/@pulumi/pulumi": { version: "3.270.0" },
          "node_modules/minimist": { version: "1.2.8" },
          "node_modules/@pulumi/pulumi/node_modules/semver": { version: "7.0.0" },
        },
      }),
    );
    const dependencies = (transitive: boolean) => {
      const request = new messages.GetProgramDependenciesRequest();
      request.setInfo(programInfo(machine));
      request.setTransitivedependencies(transitive);
      return call<InstanceType<typeof messages.GetProgramDependenciesResponse>>((done) =>
        host.client.getProgramDependencies(request, done),
      );
    };
    const direct = [{ name: "@pulumi/pulumi", version: "3.270.0" }];
    assert.deepEqual((await dependencies(false)).toObject().dependenciesList, direct);
    assert.deepEqual((await dependencies(true)).toObject().dependenciesList, [
      ...direct,
      { name: "minimist", version: "1.2.8" },
      { name: "semver", version: "7.0.0" },
    ]);
  });
});
