import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { MARKER } from "../../../cli/review/summary.ts";

const PROJECT_ROOT = dirname(dirname(dirname(import.meta.dirname)));
const SCRIPT = join(PROJECT_ROOT, ".ci/post-comment.js");

interface Comment {
  readonly id: number;
  body: string;
}

/** As much of a host of repositories as a comment needs. */
class Host {
  readonly comments: Comment[] = [{ id: 1, body: "looks good" }];
  readonly calls: string[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void (async () => {
        const parts: Buffer[] = [];
        for await (const part of request) parts.push(part as Buffer);
        const path = request.url?.split("?")[0] ?? "";
        this.calls.push(`${request.method ?? ""} ${path}`);
        response.end(JSON.stringify(this.#answer(request.method ?? "", path, Buffer.concat(parts).toString())));
      })();
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
  }

  #answer(method: string, path: string, text: string): unknown {
    if (method === "GET") return this.comments;
    const { body } = JSON.parse(text) as Pick<Comment, "body">;
    if (method === "POST") return this.comments.push({ id: this.comments.length + 1, body });
    const known = this.comments.find(({ id }) => path.endsWith(`/${id}`));
    if (known !== undefined) known.body = body;
    return known;
  }
}

describe("the comment on a pull request", () => {
  let host: Host;
  let url: string;
  let folder: string;
  beforeEach(async () => {
    host = new Host();
    url = await host.start();
    folder = mkdtempSync(join(tmpdir(), "leasehold-comment-"));
  });
  afterEach(() => {
    host.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function post(text: string, env: Readonly<Record<string, string>>): Promise<void> {
    const file = join(folder, "summary.md");
    writeFileSync(file, text);
    const { PATH = "" } = process.env;
    await promisify(execFile)(process.execPath, [SCRIPT, file], { env: { PATH, ...env } });
  }

  for (const [name, env, path, update] of [
    [
      "GitHub",
      { GITHUB_REPOSITORY: "acme/tenants", PULL_REQUEST: "7", GITHUB_TOKEN: "t" },
      "/repos/acme/tenants/issues",
      "PATCH",
    ],
    [
      "GitLab",
      { GITLAB_CI: "true", CI_PROJECT_ID: "5", CI_MERGE_REQUEST_IID: "7", LEASEHOLD_COMMENT_TOKEN: "t" },
      "/projects/5/merge_requests/7",
      "PUT",
    ],
  ] as const) {
    it(`on ${name} is made once and updated then`, async () => {
      const all = { ...env, GITHUB_API_URL: url, CI_API_V4_URL: url };
      await post(`${MARKER}\n\none\n`, all);
      await post(`${MARKER}\n\ntwo\n`, all);
      assert.deepEqual(host.comments, [
        { id: 1, body: "looks good" },
        { id: 2, body: `${MARKER}\n\ntwo\n` },
      ]);
      const list = name === "GitHub" ? `${path}/7/comments` : `${path}/notes`;
      const one = name === "GitHub" ? `${path}/comments/2` : `${path}/notes/2`;
      assert.deepEqual(host.calls, [`GET ${list}`, `POST ${list}`, `GET ${list}`, `${update} ${one}`]);
    });
  }

  it("is nothing but a summary", async () => {
    await assert.rejects(post("anything\n", { GITHUB_API_URL: url }), /is no summary of `leasehold preview --changed`/);
    assert.deepEqual(host.calls, []);
  });
});
