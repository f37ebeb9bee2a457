import { Service } from "@pulumi/gcp/projects/service.js";
import { ServiceIdentity } from "@pulumi/gcp/projects/serviceIdentity.js";
import * as pulumi from "@pulumi/pulumi";
import type { Boundary, BoundaryArgs } from "../contracts.ts";
import { GcpComponent } from "./gcp-component.ts";
import { knownAfter } from "./known-after.ts";

/** The APIs a stack calls, by the part of the address before `.googleapis.com`. A role that brings a service brings its line. */
const SERVICES = [
  "backupdr",
  "cloudkms",
  "cloudresourcemanager",
  "compute",
  "dns",
  "eventarc",
  "iam",
  "iamcredentials",
  "logging",
  "memorystore",
  "monitoring",
  "networkconnectivity",
  "pubsub",
  "secretmanager",
  "servicenetworking",
  "sqladmin",
  "storage",
  "storagetransfer",
  "sts",
  "workflowexecutions",
  "workflows",
] as const;

/**
 * Services whose agent does not exist until somebody asks for it, and is granted a key before the service's first use.
 * The agents of storage and logging come into being when the account's facts are read.
 */
const SERVICES_WITH_AGENT = [
  "backupdr",
  "memorystore",
  "pubsub",
  "secretmanager",
  "sqladmin",
] as const satisfies readonly (typeof SERVICES)[number][];

/**
 * The project as the stack's place: it exists already, others may share it, and nothing here speaks for all of it.
 *
 * Creates: 1. the services that the stack calls, switched on · 2. the service agents to which keys are granted.
 * Does not: make the project, link its billing, or ever switch a service off again: a neighbour may use it.
 * Cost: none.
 */
export class GcpBoundary extends GcpComponent implements Boundary {
  readonly boundaryName: pulumi.Output<string>;

  constructor(name: string, args: BoundaryArgs, options?: pulumi.ComponentResourceOptions) {
    super("Boundary", name, args, options);
    const { account } = args.stack;
    const services = SERVICES.map((service) => this.enable(account, service));
    const agents = SERVICES_WITH_AGENT.map((service) => this.createAgent(account, service, services));
    this.boundaryName = knownAfter(
      pulumi.output(account),
      [...services, ...agents].map(({ project }) => project),
    );
    this.registerOutputs({ boundaryName: this.boundaryName });
  }

  private enable(project: string, service: string): Service {
    return this.child(Service, `service-${service}`, {
      project,
      service: `${service}.googleapis.com`,
      disableOnDestroy: false,
      disableDependentServices: false,
    });
  }

  private createAgent(project: string, service: string, services: readonly Service[]): ServiceIdentity {
    return this.child(
      ServiceIdentity,
      `agent-${service}`,
      { project, service: `${service}.googleapis.com` },
      { dependsOn: [...services] },
    );
  }
}
