/**
 * What a crash left behind. A resource that the cloud made but the state never recorded is a pending operation; the
 * engine would make a second one. Before anything else `up` finds the first by its labels and takes it into the state.
 * (The engine's own `refresh --import-pending-creates` forgets the operation and takes nothing in.)
 */
import { findUnrecorded } from "../sandbox/clouds/unrecorded.ts";
import { importState, refuseLocked, type ExportedState, type PendingOperation } from "../sandbox/stack-state.ts";
import { isUnread, withAdopted, type Adoption } from "./adopt.ts";
import { commandText } from "./command-text.ts";
import { CommandFailed, EXIT } from "./exit-codes.ts";
import { nameOf, typeOf } from "./guard.ts";
import { requireSuccess, runOperation, type Operation } from "./operation.ts";
import type { CheckedOperation } from "./with-operation.ts";

/** What a person says of creations that were cut off. */
export interface Verdicts {
  /** URN → id of what it made. */
  readonly adopt: ReadonlyMap<string, string>;
  /** URNs of what was not made. */
  readonly forget: readonly string[];
}

/** A creation that was cut off, and the ids of what it can have made; undefined where no inventory can be asked. */
interface Finding {
  readonly pending: PendingOperation;
  readonly ids: readonly string[] | undefined;
}

const NO_VERDICTS: Verdicts = { adopt: new Map(), forget: [] };

/**
 * Brings the state of a stack in line with the cloud after a crash. Nothing is created or deleted.
 * @throws EngineFailure when another run is under way; CommandFailed (exit code 5) when only a person can tell what a creation made; (exit code 2) for a verdict on
 *   what is not pending
 */
export async function recoverUnfinished(operation: CheckedOperation, verdicts: Verdicts = NO_VERDICTS): Promise<void> {
  const { terminal, target, stack, state } = operation;
  if (state === undefined) return;
  const { resources, pending_operations: pending } = state.deployment;
  if (pending.length > 0) await refuseLocked(target, stack);
  const creations = pending.filter(({ type }) => type === "creating");
  refuseUnused(verdicts, creations);
  const findings = await Promise.all(creations.map((each) => findingOf(operation, each, state, verdicts)));
  const unclear = findings.filter(({ ids }) => ids === undefined || ids.length > 1);
  if (unclear.length > 0) throw askPerson(operation, unclear);

  const adoptions = findings.flatMap(({ pending: each, ids }): Adoption[] =>
    (ids ?? []).map((id) => ({ pending: each, id })),
  );
  for (const finding of findings) terminal.tell(findingText(finding));
  if (findings.length > 0) await settle(operation, state, adoptions);
  const changed = pending.filter(({ resource }) => resources.some(({ urn }) => urn === resource.urn));
  const doubtful = [...adoptions.map((each) => each.pending), ...changed].map(({ resource }) => resource.urn);
  await readFromCloud(operation, [...doubtful, ...resources.filter(isUnread).map(({ urn }) => urn)]);
}

/** Says before a mere preview that the state does not hold everything the cloud may have. */
export function tellUnfinished({ terminal, stack, target, state }: CheckedOperation): void {
  const names = (state?.deployment.pending_operations ?? []).map(({ resource }) => nameOf(resource.urn));
  if (names.length === 0) return;
  const up = commandText("up", stack, target.kind);
  terminal.tell(`an earlier run stopped halfway; \`${up}\` first finds out what became of ${names.join(", ")}`);
}

async function findingOf(
  { target, input }: CheckedOperation,
  pending: PendingOperation,
  { deployment }: ExportedState,
  { adopt, forget }: Verdicts,
): Promise<Finding> {
  const { urn, type, inputs } = pending.resource;
  const adopted = adopt.get(urn);
  if (adopted !== undefined) return { pending, ids: [adopted] };
  if (forget.includes(urn)) return { pending, ids: [] };
  if (target.layout === undefined) return { pending, ids: undefined };
  const { account } = input;
  const { tenant, environment } = input.labels;
  const recorded = deployment.resources.flatMap(({ type: known, id }) =>
    known === type && id !== undefined ? [id] : [],
  );
  const creation = { type, name: nameOf(urn), inputs, account };
  const found = await findUnrecorded(target.layout.clouds, creation, { tenant, environment }, new Set(recorded));
  return { pending, ids: found.map(({ id }) => id) };
}

/** Writes the state without pending operations; what else was pending is told by the refresh that follows. */
function settle({ target, stack }: Operation, state: ExportedState, adoptions: readonly Adoption[]): Promise<void> {
  const { deployment } = state;
  const resources = withAdopted(deployment.resources, adoptions);
  return importState(target, stack, { ...state, deployment: { ...deployment, resources, pending_operations: [] } });
}

async function readFromCloud(operation: Operation, urns: readonly string[]): Promise<void> {
  if (urns.length === 0) return;
  const targets = [...new Set(urns)].map((urn) => `--target=${urn}`);
  const title = `recovering ${operation.stack}`;
  const done = await runOperation(operation, ["refresh", "--yes", "--skip-preview", ...targets], { title });
  requireSuccess(done, title);
}

function findingText({ pending, ids = [] }: Finding): string {
  const name = nameOf(pending.resource.urn);
  const [id] = ids;
  if (id === undefined) return `${name}: the earlier run stopped before it was created`;
  return `${name}: created by an earlier run that stopped; taking ${id} into the state`;
}

function askPerson({ stack, target }: Operation, unclear: readonly Finding[]): CommandFailed {
  const command = commandText("up", stack, target.kind);
  return new CommandFailed(
    EXIT.unfinished,
    [
      `${stack}: an earlier run stopped while it created what follows; nothing was changed since:`,
      ...unclear.flatMap(({ pending: { resource }, ids }) => [
        `  ${nameOf(resource.urn)} (${typeOf(resource.urn)})${ids === undefined ? "" : ": several in the cloud could be it"}`,
        ...(ids ?? []).map((id) => `    ${id}`),
      ]),
      "look in the account for what carries the stack's labels, then say for each which one it is, or that there is none:",
      ...unclear.flatMap(({ pending: { resource } }) => [
        `  ${command} --adopt '${resource.urn}=<id>'`,
        `  ${command} --forget '${resource.urn}'`,
      ]),
    ].join("\n"),
  );
}

/** A typing error in a URN must not pass in silence. */
function refuseUnused({ adopt, forget }: Verdicts, creations: readonly PendingOperation[]): void {
  const pending = creations.map(({ resource }) => resource.urn);
  const unused = [...adopt.keys(), ...forget].filter((urn) => !pending.includes(urn));
  if (unused.length === 0) return;
  const text = ["--adopt or --forget names what no earlier run left unfinished:", ...unused.map((urn) => `  ${urn}`)];
  throw new CommandFailed(EXIT.invalidInput, text.join("\n"));
}
