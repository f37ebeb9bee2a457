/** Functions of the Azure provider that the program asks. */
import { textAt } from "../properties.ts";
import { CloudRefusal } from "../resource-type.ts";
import type { Invoke } from "../resource-type.ts";
import { armError } from "./arm-error.ts";
import { armId, groupId, isSameId } from "./arm-id.ts";
import { guidOf, tenantOf } from "./guid.ts";
import { WORKFLOW } from "./types/monitor-workspaces.ts";

const getClientConfig: Invoke = {
  token: "azure-native:authorization:getClientConfig",
  answer: (_args, { account }) => ({
    clientId: guidOf("client", account),
    objectId: guidOf("object", account),
    subscriptionId: account,
    tenantId: tenantOf(account),
  }),
};

/** Whoever knows the address may start the workflow, so it carries a signature. */
const listCallbackUrl: Invoke = {
  token: "azure-native:logic:listWorkflowTriggerCallbackUrl",
  answer(args, { account, cloud }) {
    const name = textAt(args, "workflowName");
    const trigger = textAt(args, "triggerName");
    const scope = groupId(account, textAt(args, "resourceGroupName") ?? "");
    const id = armId(scope, "Microsoft.Logic/workflows", [name ?? ""]);
    const workflow = cloud.find(WORKFLOW, (record) => isSameId(record.id, id));
    const base = textAt(workflow?.outputs ?? {}, "accessEndpoint");
    if (base === undefined)
      throw new CloudRefusal(
        armError("404 ResourceNotFound", `The Resource 'Microsoft.Logic/workflows/${name}' was not found.`),
      );
    const basePath = `${base}/triggers/${trigger}/paths/invoke`;
    return { basePath, method: "POST", value: `${basePath}?api-version=2019-05-01&sig=${guidOf("signature", id)}` };
  },
};

/** By token. */
export const invokes: ReadonlyMap<string, Invoke> = new Map(
  [getClientConfig, listCallbackUrl].map((invoke) => [invoke.token, invoke]),
);
