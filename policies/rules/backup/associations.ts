/** Which backup plans of Google Cloud cover a Cloud SQL instance: an association names it by a path, which no output of the instance is. */
import type { Graph } from "../../graph.ts";
import type { Subject } from "../../subject.ts";

const ASSOCIATION = "gcp:backupdisasterrecovery/backupPlanAssociation:BackupPlanAssociation";

export interface Associations {
  readonly associations: readonly Subject[];
  /** One of the others may still be one of them. */
  readonly undecided: boolean;
}

export function associationsOf(instance: Subject, graph: Graph): Associations {
  const name = instance.view.read("name");
  const all = graph.ofType(ASSOCIATION);
  const links = all.map((association) => {
    const link = graph.link(association, "resource", instance);
    const path = association.view.read("resource");
    if (link !== "not-linked" || path.state !== "known") return { association, link };
    // `projects/p/instances/name`
    if (name.state !== "known") return { association, link: "unknown" as const };
    return String(path.value).endsWith(`/instances/${String(name.value)}`)
      ? { association, link: "linked" as const }
      : { association, link };
  });
  return {
    associations: links.filter(({ link }) => link === "linked").map(({ association }) => association),
    undecided: links.some(({ link }) => link === "unknown"),
  };
}
