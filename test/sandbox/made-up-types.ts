/** Made-up types of a simulated cloud that do everything a type can do. */
import { textAt } from "../../sandbox/clouds/properties.ts";
import type { ResourceType } from "../../sandbox/clouds/resource-type.ts";
import { factsOf } from "./cloud-fixture.ts";

export const STORE = "aws:test/store:Store";
export const GROUP = "aws:test/group:Group";
export const DEFAULT_GROUP = "aws:test/defaultGroup:DefaultGroup";
export const ROLE = "aws:iam/role:Role";

export const store: ResourceType = {
  token: STORE,
  facts: factsOf(STORE, {
    inputs: [
      "name",
      "version",
      "region",
      "password",
      "passwordWo",
      "passwordWoVersion",
      "protected",
      "users",
      "window",
      "tags",
    ],
    cloudFills: ["window", "version"],
    computedOutputs: ["arn", "endpoint", "versionActual"],
    sensitive: ["password", "users.password"],
    writeOnly: ["passwordWo"],
    defaults: { protected: false },
  }),
  autoName: { property: "name", maxLength: 63 },
  refuseCreate: (inputs, context) =>
    context.cloud.find(STORE, (other) => other.id === inputs["name"] && other.region === context.region) &&
    `store ${String(inputs["name"])} exists already`,
  create(inputs, { region, account, partition, hex }) {
    const name = textAt(inputs, "name") ?? "";
    const outputs = {
      arn: `arn:${partition}:test:${region}:${account}:store:${name}`,
      endpoint: `${name}.${hex(8)}.example`,
      window: "sun",
      versionActual: "1.2",
    };
    return { id: name, outputs: { ...outputs, name: "an output that repeats an input" } };
  },
  afterCreate: (record, context, writer) =>
    writer.put({ type: DEFAULT_GROUP, id: `g-${record.id}`, inputs: {}, outputs: { owner: context.account } }),
  refuseUpdate: (old, inputs) => (inputs["version"] === "0" ? `store ${old.id} cannot be downgraded` : undefined),
  update: (old, inputs) => ({ ...old.outputs, versionActual: `${textAt(inputs, "version") ?? "1"}.9` }),
  recomputes: (olds, news) => (olds["version"] === news["version"] ? [] : ["versionActual"]),
  refuseDelete: (record) => (record.inputs["protected"] === true ? `store ${record.id} is protected` : undefined),
  leaves: (record) =>
    record.inputs["window"] === "kept" ? { ...record, outputs: { ...record.outputs, state: "gone" } } : undefined,
  isGone: (record) => record.outputs["state"] === "gone",
  afterDelete: (record, _context, writer) => writer.remove({ type: DEFAULT_GROUP, id: `g-${record.id}` }),
};

export const group: ResourceType = {
  token: GROUP,
  facts: factsOf(GROUP, { inputs: ["region"], computedOutputs: ["arn"] }),
  create: (_inputs, { hex }) => ({ id: `g-${hex(17)}`, outputs: {} }),
};
export const defaultGroup: ResourceType = {
  token: DEFAULT_GROUP,
  facts: factsOf(DEFAULT_GROUP, { inputs: ["store", "rules"] }),
  adopts: (inputs, { cloud }) => cloud.byId(DEFAULT_GROUP, `g-${String(inputs["store"])}`),
  create: () => ({ id: "unused", outputs: { adopted: true } }),
  leaves: (record) => record,
};
export const role: ResourceType = {
  token: ROLE,
  scope: "global",
  create: (inputs) => ({ id: String(inputs["name"]), outputs: {} }),
};
