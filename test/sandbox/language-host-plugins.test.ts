import assert from "node:assert/strict";
import messages, { type RunPluginResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { parseEnvironment } from "../../sandbox/language-host/plugin-process.ts";
import { installRunner, programInfo } from "./fake-sdk.ts";
import { startHost, type RunningHost } from "./language-client.ts";
import { Machine } from "./machine.ts";

describe("the language host running a plugin", () => {
  let machine: Machine;
  let host: RunningHost;
  beforeEach(async () => {
    machine = new Machine();
    host = await startHost();
  });
  afterEach(() => {
    host.dispose();
    machine.dispose();
  });

  interface PluginRun {
    readonly stdout: string;
    readonly stderr: string;
    readonly exitCode: number | undefined;
  }

  function runPlugin(kind: string, args: string[] = []): Promise<PluginRun> {
    const request = new messages.RunPluginRequest();
    request.setInfo(programInfo(machine));
    request.setPwd(machine.folder);
    request.setKind(kind);
    request.setArgsList(args);
    request.setEnvList(["PATH=/nowhere", "GREETING=hello=world"]);
    const stream = host.client.runPlugin(request);
    const seen = { stdout: "", stderr: "", exitCode: undefined as number | undefined };
    return new Promise((resolve, reject) => {
      stream.on("data", (message: RunPluginResponse) => {
        switch (message.getOutputCase()) {
          case messages.RunPluginResponse.OutputCase.STDOUT:
            seen.stdout += Buffer.from(message.getStdout_asU8()).toString();
            break;
          case messages.RunPluginResponse.OutputCase.STDERR:
            seen.stderr += Buffer.from(message.getStderr_asU8()).toString();
            break;
          case messages.RunPluginResponse.OutputCase.EXITCODE:
            seen.exitCode = message.getExitcode();
            break;
          case messages.RunPluginResponse.OutputCase.OUTPUT_NOT_SET:
            reject(new Error("a message without content"));
        }
      });
      stream.on("error", reject);
      stream.on("end", () => resolve(seen));
    });
  }

  it("streams a policy pack's output and gives its exit code last", async () => {
    installRunner(
      machine,
      "run-policy-pack",
      'console.log(process.argv.slice(2).join(), process.env.GREETING); console.error("oh"); process.exitCode = 4;',
    );
    assert.deepEqual(await runPlugin("analyzer", ["127.0.0.1:3"]), {
      stdout: `127.0.0.1:3,${machine.folder} hello=world\n`,
      stderr: "oh\n",
      exitCode: 4,
    });
  });

  it("runs other kinds of plugins with the SDK's other runner", async () => {
    installRunner(machine, "run-plugin", 'console.log("plugin");');
    assert.deepEqual(await runPlugin("resource"), { stdout: "plugin\n", stderr: "", exitCode: 0 });
  });

  it("says what is missing when the pack has no SDK", async () => {
    await assert.rejects(runPlugin("analyzer"), {
      details: /^Cannot find module '@pulumi\/pulumi\/cmd\/run-policy-pack'/,
    });
  });

  it("reads the environment as the engine sends it", () => {
    assert.deepEqual(parseEnvironment(["A=1", "B=x=y", "EMPTY=", "A=2", "BARE"]), {
      A: "2",
      B: "x=y",
      EMPTY: "",
      BARE: "",
    });
  });
});
