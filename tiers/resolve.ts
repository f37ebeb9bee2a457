/** From what a tenant says to everything its stack is: the complete blueprint, and where each leaf comes from. */
import type { Blueprint, Decision, Gap } from "./blueprint.ts";
import { BUILT_ROLES } from "./built-roles.ts";
import { checkContacts } from "./contact-checks.ts";
import { checkFloors } from "./floor-checks.ts";
import { nextFloors } from "./floors.ts";
import type { Floors } from "./floors.ts";
import { listOf } from "./nearest.ts";
import { resolvePlaces } from "./places.ts";
import { InvalidInput } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { checkRecovery, floorsWithHome, nextRecoveryFloors, standbyScene } from "./recovery.ts";
import { isRecovery } from "./recovery-specs.ts";
import type { AnyBlueprint, BlueprintOf } from "./recovery-specs.ts";
import { resolveRecoverySections } from "./resolve/recovery.ts";
import type { Scene } from "./resolve/scene.ts";
import { resolveSections } from "./resolve/sections.ts";
import { checkSecondFactor } from "./second-factor.ts";
import { settleSettings } from "./settle.ts";
import { environmentsOf } from "./tenant-spec.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { AVAILABLE_CLOUDS, isAvailable, ROLES } from "./vocabulary.ts";
import type { Environment, Role } from "./vocabulary.ts";
import { warningsOf } from "./warnings.ts";
import { problemOf } from "./writing.ts";

export interface ResolveInput<E extends Environment = Environment> {
  readonly spec: TenantSpec;
  /** One that the tenant declares. */
  readonly environment: E;
  /** What the stack itself said at its last `up`; absent before the first. */
  readonly floors?: Floors;
  /** Disaster recovery: what production said at its last `up`; its replicas cannot be less. */
  readonly homeFloors?: Floors;
}

/** Everything that is decided about one stack. */
export interface Resolution<B extends AnyBlueprint = Blueprint> {
  /** Plain and deeply frozen. */
  readonly blueprint: B;
  /** One per leaf, in the blueprint's order; also what is absent, as `null`. Made at the first question. */
  readonly decisions: readonly Decision[];
  /** Roles of the blueprint that no component builds yet. */
  readonly gaps: readonly Gap[];
  /** What works but a person should know. */
  readonly warnings: readonly Problem[];
  /** The floors once the stack is as its blueprint says; to be written as an output. Made at the first question. */
  readonly floors: Floors;
}

/**
 * Resolves one stack. Pure and deterministic: the same input gives the same answer.
 * @throws InvalidInput with every problem: ranges, constraints, residency, feasibility, limits, floors.
 */
export function resolve<E extends Environment>(input: ResolveInput<E>): Resolution<BlueprintOf<E>>;
export function resolve({ spec, environment, floors: own, homeFloors }: ResolveInput): Resolution<AnyBlueprint> {
  refuseUnavailable(spec, environment);
  const { settings, defaults, changed, written, problems: found } = settleSettings(spec, environment);
  const problems = [...found, ...checkSecondFactor(spec, settings), ...checkContacts(spec, environment, settings)];
  const follows = environment === "disaster-recovery";
  if (follows) problems.push(...checkRecovery(spec, settings));
  if (own !== undefined) problems.push(...checkFloors(spec, environment, settings, own));
  const floors = follows ? floorsWithHome(own, homeFloors) : own;
  const places = resolvePlaces(spec, settings, floors, problems);
  if (places === undefined) throw new InvalidInput(problems);

  const scene: Scene = {
    spec,
    environment,
    settings,
    cloud: spec.cloud,
    ...places,
    availabilityPercent: settings.stack.availabilityObjectivePercent.value,
    isPooled: settings.stack.isolation.value === "pooled",
    ...(floors === undefined ? {} : { floors }),
    report: (code, setting, message) =>
      problems.push(problemOf(spec, code, written.get(setting)?.path ?? setting, message)),
    isWritten: (setting) => written.has(setting),
  };
  const standby = follows ? standbyScene(scene, problems) : undefined;
  if (follows && standby === undefined) throw new InvalidInput(problems);
  const { blueprint, decisions } =
    standby === undefined
      ? resolveSections(scene, { defaults, changed }, () => problems.length)
      : resolveRecoverySections(standby);
  if (problems.length > 0) throw new InvalidInput(problems);
  return new StackResolution(scene, blueprint, decisions);
}

/** What few ask for is worked out when it is asked for. */
class StackResolution implements Resolution<AnyBlueprint> {
  readonly blueprint: AnyBlueprint;
  readonly #scene: Scene;
  readonly #decide: () => readonly Decision[];
  #decisions: readonly Decision[] | undefined;
  #floors: Floors | undefined;

  constructor(scene: Scene, blueprint: AnyBlueprint, decide: () => readonly Decision[]) {
    this.blueprint = blueprint;
    this.#scene = scene;
    this.#decide = decide;
  }

  get decisions(): readonly Decision[] {
    return (this.#decisions ??= this.#decide());
  }

  get gaps(): readonly Gap[] {
    return gapsOf(this.blueprint);
  }

  get warnings(): readonly Problem[] {
    const { spec, environment, settings } = this.#scene;
    return warningsOf(spec, environment, settings);
  }

  get floors(): Floors {
    const { blueprint } = this;
    const { floors } = this.#scene;
    return (this.#floors ??= isRecovery(blueprint)
      ? nextRecoveryFloors(floors, blueprint)
      : nextFloors(floors, blueprint));
  }
}

function gapsOf(blueprint: AnyBlueprint): readonly Gap[] {
  const sections: Partial<Record<Role, unknown>> = blueprint;
  return ROLES.filter((role) => sections[role] !== undefined && !BUILT_ROLES.includes(role)).map((role) => ({
    role,
    reason: "not yet built",
  }));
}

/** What no value in the file can mend. */
function refuseUnavailable(spec: TenantSpec, environment: Environment): void {
  const refuse = (code: Problem["code"], path: string, message: string): never => {
    throw new InvalidInput([problemOf(spec, code, path, message)]);
  };
  if (!isAvailable(spec.cloud)) {
    refuse(
      "cloud-not-available",
      "cloud",
      `got ${spec.cloud}, expected ${AVAILABLE_CLOUDS.join(", ")}; cloud ${spec.cloud} is not available yet`,
    );
  }
  if (spec.environments[environment] === undefined) {
    const has = `expected an environment that tenant ${spec.tenant} has: ${listOf(environmentsOf(spec))}`;
    refuse(
      "environment-unknown",
      "environments",
      `got ${environment}, ${has}; choose one of them, or add ${environment}: {} to the file`,
    );
  }
}
