/** Functions of the Google Cloud provider that the program asks. */
import { createHash } from "node:crypto";
import { textAt } from "../properties.ts";
import { CloudRefusal } from "../resource-type.ts";
import type { Invoke, TypeContext } from "../resource-type.ts";
import { googleError } from "./api-error.ts";
import { isRegion, zonesOf } from "./regions.ts";
import { projectOf } from "./self-link.ts";

/** Number of a project: twelve digits that follow from its id. */
export function projectNumber(project: string): string {
  const digest = createHash("sha256").update(project).digest();
  return String(100_000_000_000 + (digest.readUIntBE(0, 6) % 900_000_000_000));
}

const getProject: Invoke = {
  token: "gcp:organizations/getProject:getProject",
  answer(args, { account }) {
    const projectId = textAt(args, "projectId") ?? account;
    return {
      id: `projects/${projectId}`,
      projectId,
      number: projectNumber(projectId),
      name: projectId,
      autoCreateNetwork: false,
      billingAccount: "000000-000000-000000",
      deletionPolicy: "PREVENT",
      folderId: "",
      orgId: "",
      labels: {},
      effectiveLabels: {},
      pulumiLabels: {},
      tags: {},
    };
  },
};

const getZones: Invoke = {
  token: "gcp:compute/getZones:getZones",
  answer(args, context) {
    const region = textAt(args, "region") ?? context.region;
    const project = projectOf(args, context);
    if (!isRegion(region)) {
      const id = `projects/${project}/regions/${region}`;
      throw new CloudRefusal(
        googleError("Error retrieving zones", "404 notFound", `The resource '${id}' was not found`),
      );
    }
    const names = textAt(args, "status") === "DOWN" ? [] : zonesOf(region);
    return { ...args, id: `projects/${project}/regions/${region}`, names, project, region };
  },
};

const getProjectServiceAccount: Invoke = {
  token: "gcp:storage/getProjectServiceAccount:getProjectServiceAccount",
  answer(args, context: TypeContext) {
    const project = projectOf(args, context);
    const emailAddress = `service-${projectNumber(project)}@gs-project-accounts.iam.gserviceaccount.com`;
    return { ...args, id: emailAddress, emailAddress, member: `serviceAccount:${emailAddress}`, project };
  },
};

const getTransferProjectServiceAccount: Invoke = {
  token: "gcp:storage/getTransferProjectServiceAccount:getTransferProjectServiceAccount",
  answer(args, context) {
    const project = projectOf(args, context);
    const email = `project-${projectNumber(project)}@storage-transfer-service.iam.gserviceaccount.com`;
    const subjectId = `1${projectNumber(project).padStart(20, "0")}`;
    return { ...args, id: email, email, member: `serviceAccount:${email}`, project, subjectId };
  },
};

const getProjectCmekSettings: Invoke = {
  token: "gcp:logging/getProjectCmekSettings:getProjectCmekSettings",
  answer(args, context) {
    const project = projectOf(args, context);
    return {
      ...args,
      id: `projects/${project}/cmekSettings`,
      name: `projects/${project}/cmekSettings`,
      project,
      kmsKeyName: "",
      kmsKeyVersionName: "",
      serviceAccountId: `cmek-p${projectNumber(project)}@gcp-sa-logging.iam.gserviceaccount.com`,
    };
  },
};

const ALL = [getProject, getZones, getProjectServiceAccount, getTransferProjectServiceAccount, getProjectCmekSettings];

/** By token. */
export const invokes: ReadonlyMap<string, Invoke> = new Map(ALL.map((invoke) => [invoke.token, invoke]));
