/**
 * What a crash left behind. A resource that the cloud made but the state never recorded is a pending operation; the
 * engine would make a second one. Before anything else `up` finds the first by its labels and takes it into the state.
 */
import { findUnrecorded } from "../sandbox/clouds/unrecorded.ts";
import { exportState, type ExportedState, type PendingOperation } from "../sandbox/stack-state.ts";
import { CommandFailed, EXIT } from "./exit-codes.ts";
import { nameOf, typeOf } from "./guard.ts";
import { requireSuccess, runOperation } from "./operation.ts";
import type { CheckedOperation } from "./with-operation.ts";

/** What is to be done about one pending creation. */
export interface PendingCreation {
  readonly urn: string;
  /** Ids of resources in the cloud that the crashed run can have made. */
  readonly candidates: readonly string[];
}

/**
 * Brings the state of a stack in line with the cloud after a crash. Nothing is created or deleted.
 * @throws CommandFailed (exit code 5) when only a person can tell which resource it is, or where no inventory can be asked
 */
export async function recoverUnfinished(operation: CheckedOperation): Promise<void> {
  const { terminal, target, stack } = operation;
  const { deployment } = await exportState(target, stack);
  const pending = deployment.pending_operations;
  if (pending.length === 0) return;
  const creations = pending.filter(({ type }) => type === "creating");
  if (creations.length > 0 && target.layout === undefined) throw askPerson(stack, creations);
  const found = await Promise.all(creations.map((each) => candidatesOf(operation, each, deployment)));
  const unclear = found.filter(({ candidates }) => candidates.length > 1);
  if (unclear.length > 0) throw severalCandidates(stack, unclear);

  for (const { urn, candidates } of found) {
    const [id] = candidates;
    terminal.tell(
      id === undefined
        ? `${nameOf(urn)}: the earlier run stopped before it was created`
        : `${nameOf(urn)}: created by an earlier run that stopped; taking ${id} into the state`,
    );
  }
  const imports = found.flatMap(({ urn, candidates: [id] }) => (id === undefined ? [] : [urn, id]));
  const result = await runOperation(operation, ["refresh", "--yes", "--skip-preview", ...importFlags(imports)], {
    title: `recovering ${stack}`,
  });
  requireSuccess(result, `recovering ${stack}`);
}

/**
 * Pending creations that are imported are named, and taken first; all others are known not to have happened. The flag is
 * given once for the URN and once for the id.
 */
function importFlags(imports: readonly string[]): string[] {
  return [...imports.map((part) => `--import-pending-creates=${part}`), "--clear-pending-creates"];
}

async function candidatesOf(
  { target, blueprint }: CheckedOperation,
  { resource }: PendingOperation,
  { resources }: ExportedState["deployment"],
): Promise<PendingCreation> {
  const { urn, type, inputs } = resource;
  if (target.layout === undefined) return { urn, candidates: [] };
  const { tenant, environment, account } = blueprint.stack;
  const recorded = new Set(
    resources.flatMap((known) => (known.type === type && known.id !== undefined ? [known.id] : [])),
  );
  const found = await findUnrecorded(
    target.layout.clouds,
    { type, name: nameOf(urn), inputs, account },
    { tenant, environment },
    recorded,
  );
  return { urn, candidates: found.map(({ id }) => id) };
}

function askPerson(stack: string, pending: readonly PendingOperation[]): CommandFailed {
  return new CommandFailed(
    EXIT.unfinished,
    [
      `${stack}: an earlier run stopped while it created:`,
      ...pending.map(({ resource }) => `  ${nameOf(resource.urn)} (${typeOf(resource.urn)})`),
      "look in the account for a resource with the stack's labels; where it exists, take it into the state, else clear the record:",
      ...pending.map(
        ({ resource }) => `  pulumi refresh --stack ${stack} --import-pending-creates '${resource.urn},<id>'`,
      ),
      `  pulumi refresh --stack ${stack} --clear-pending-creates`,
    ].join("\n"),
  );
}

function severalCandidates(stack: string, unclear: readonly PendingCreation[]): CommandFailed {
  return new CommandFailed(
    EXIT.unfinished,
    [
      `${stack}: an earlier run stopped while it created a resource, and several in the cloud could be it:`,
      ...unclear.flatMap(({ urn, candidates }) => [`  ${urn}`, ...candidates.map((id) => `    ${id}`)]),
      "look at them, then name the right one:",
      ...unclear.map(({ urn }) => `  pulumi refresh --stack ${stack} --import-pending-creates '${urn},<id>'`),
    ].join("\n"),
  );
}
