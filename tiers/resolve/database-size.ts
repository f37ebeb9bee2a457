import type { DatabaseSpec, ServerlessSpec } from "../blueprint.ts";
import { cloudServices } from "../cloud-services.ts";
import { fact } from "../feasibility.ts";
import { pickServerlessDatabase } from "../sizes.ts";
import type { ServerlessClass } from "../sizes.ts";
import type { Leaf, Sourced } from "../sourced.ts";
import { chosenDatabaseClass } from "./database-edition.ts";
import type { EditionScene } from "./database-edition.ts";
import { absentSince, CELL } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

/** The part of the database that decides how large a node is. */
export type DatabaseSize = Pick<Sourced<DatabaseSpec>, "nodeClass" | "nodeVcpu" | "nodeMemoryGib" | "serverless">;

/** The class of every node: the cloud's self-scaling one where it may pause, else the smallest that covers the promise. */
export function databaseSize(scene: EditionScene): DatabaseSize {
  const { nodeVcpu, nodeMemoryGib, scaleToZero } = scene.settings.database;
  const { sizes, facts } = cloudServices(scene.cloud);
  const notServerless = absentSince(scaleToZero, "nodes of a fixed size");
  if (scene.isPooled) return { nodeClass: CELL, nodeVcpu, nodeMemoryGib, serverless: notServerless };

  const serverless = scaleToZero.value
    ? pickServerlessDatabase({ service: sizes.database, memoryGib: nodeMemoryGib.value, pauses: true })
    : undefined;
  if (serverless !== undefined) {
    checkConnections(scene, serverless.class, serverless.maxConnections);
    const note = `scales by itself up to ${nodeMemoryGib.value} GiB`;
    return {
      nodeClass: scaleToZero.to(serverless.class, "size tables", { note, at: serverless.at }),
      nodeVcpu,
      nodeMemoryGib,
      serverless: capacity(serverless, nodeMemoryGib),
    };
  }
  const size = fixedSize(scene);
  if (!scaleToZero.value) return { ...size, serverless: notServerless };
  const { id, fact: note, at } = fact(facts.databasePause);
  return { ...size, serverless: scaleToZero.to(null, `fact ${id}`, { note: `${note}: none here`, at }) };
}

function fixedSize(scene: EditionScene): Omit<DatabaseSize, "serverless"> {
  const { region, settings } = scene;
  const { nodeVcpu, nodeMemoryGib } = settings.database;
  const wish = { vcpu: nodeVcpu.value, memoryGib: nodeMemoryGib.value };
  const found = chosenDatabaseClass(scene);
  if (found === undefined) {
    const message = `got ${wish.vcpu} vCPU and ${wish.memoryGib} GiB, expected a size that a class in ${region.id} covers; lower database.nodeVcpu or database.nodeMemoryGib`;
    scene.report(
      "infeasible",
      scene.isWritten("database.nodeMemoryGib") ? "database.nodeMemoryGib" : "database.nodeVcpu",
      message,
    );
    return { nodeClass: CELL, nodeVcpu, nodeMemoryGib };
  }
  if (found.maxConnections !== undefined) checkConnections(scene, found.class, found.maxConnections);
  const note = `${found.vcpu} vCPU / ${found.memoryGib} GiB, the smallest that covers ${wish.vcpu} / ${wish.memoryGib}`;
  const nodeClass = nodeMemoryGib.derive(
    found.class,
    found.gap === undefined ? note : `nearest to ${found.gap.wanted}`,
  );
  if (found.gap === undefined) return { nodeClass, nodeVcpu, nodeMemoryGib };
  const source = `fact ${found.gap.fact}`;
  const detail = { note: "the nearest class that exists", at: found.at };
  return {
    nodeClass,
    nodeVcpu: nodeVcpu.to(found.vcpu, source, detail),
    nodeMemoryGib: nodeMemoryGib.to(found.memoryGib, source, detail),
  };
}

function capacity(
  { minCapacityUnits, maxCapacityUnits, autoPauseMinutes }: ServerlessClass,
  memoryGib: Leaf<number>,
): Sourced<ServerlessSpec> {
  return {
    minCapacityUnits: memoryGib.derive(minCapacityUnits, "0 pauses when idle"),
    maxCapacityUnits: memoryGib.derive(maxCapacityUnits, "units that hold the memory"),
    autoPauseMinutes:
      autoPauseMinutes === undefined
        ? memoryGib.derive(null, "does not pause")
        : memoryGib.derive(autoPauseMinutes, "without connections"),
  };
}

/** A server cannot take more connections than its memory carries. */
function checkConnections(scene: SharedScene<"database">, nodeClass: string, most: number): void {
  const { environment, settings } = scene;
  const { maxConnections } = settings.database;
  if (maxConnections.value <= most) return;
  const message =
    `got ${maxConnections.value} connections, expected at most ${most} for ${nodeClass} in ${environment} (fact ${cloudServices(scene.cloud).facts.databaseConnections}); ` +
    `raise database.nodeMemoryGib, or set environments.${environment}.overrides.database.maxConnections to ${most}`;
  scene.report("infeasible", "database.maxConnections", message);
}
