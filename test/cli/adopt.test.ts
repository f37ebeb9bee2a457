import assert from "node:assert/strict";
import { isUnread, withAdopted } from "../../cli/adopt.ts";
import type { StateResource } from "../../sandbox/stack-state.ts";
import { typeOf, urn } from "../harness/engine-events.ts";

function resource(kind: string, name: string, own: Partial<StateResource> = {}): StateResource {
  const known = { custom: true, protect: false, retainOnDelete: false, inputs: { name }, outputs: { arn: name } };
  return { urn: urn(kind, name), type: typeOf(kind), id: name, ...known, ...own };
}

const pendingKey = { type: "creating", resource: resource("key", "acme-key", { id: "", protect: true, outputs: {} }) };

describe("adopting what a crashed run created", () => {
  const bucket = resource("bucket", "acme-data");

  it("puts it behind everything it can depend on, with its id, as the run would have recorded it, still to be read", () => {
    assert.deepEqual(withAdopted([bucket], [{ pending: pendingKey, id: "mrk-1" }]), [
      bucket,
      { ...pendingKey.resource, id: "mrk-1", protect: true, outputs: {} },
    ]);
  });

  it("adopts several, in their order", () => {
    const other = { type: "creating", resource: resource("role", "acme-app", { outputs: {} }) };
    const ids = withAdopted(
      [],
      [
        { pending: pendingKey, id: "mrk-1" },
        { pending: other, id: "acme-app" },
      ],
    ).map(({ id }) => id);
    assert.deepEqual(ids, ["mrk-1", "acme-app"]);
  });

  it("puts what it was to replace last, marked to be deleted, and itself in its place", () => {
    const old = resource("key", "acme-key", { id: "mrk-0" });
    const known = withAdopted([old, bucket], [{ pending: pendingKey, id: "mrk-1" }]);
    assert.deepEqual(known, [{ ...pendingKey.resource, id: "mrk-1", outputs: {} }, bucket, { ...old, delete: true }]);
  });

  it("forgets what was deleted already to make room for it", () => {
    const old = resource("key", "acme-key", { id: "mrk-0", pendingReplacement: true });
    assert.deepEqual(
      withAdopted([old, bucket], [{ pending: pendingKey, id: "mrk-1" }]).map(({ id }) => id),
      ["mrk-1", "acme-data"],
    );
  });

  it("leaves one alone that waits to be deleted from an earlier replacement", () => {
    const old = resource("key", "acme-key", { id: "mrk-0", delete: true });
    assert.deepEqual(withAdopted([old], [{ pending: pendingKey, id: "mrk-1" }]), [
      old,
      { ...pendingKey.resource, id: "mrk-1", outputs: {} },
    ]);
  });

  it("is unfinished as long as the cloud has not been read", () => {
    assert.equal(isUnread(resource("key", "acme-key", { outputs: {} })), true);
    assert.equal(isUnread(resource("key", "acme-key")), false);
    assert.equal(isUnread(resource("stack", "leasehold", { outputs: {} })), false);
    assert.equal(isUnread(resource("role", "component", { custom: false, outputs: {} })), false);
  });
});
