/** Base of every component: the naming, the labels and the protection of each child, in one place. */
import * as pulumi from "@pulumi/pulumi";
import type { DataClass } from "../tiers/vocabulary.ts";
import type { ComponentArgs } from "./contracts.ts";
import { engineProtection, lifecycleRules } from "./lifecycle.ts";
import type { Lifecycle, LifecycleRules } from "./lifecycle.ts";

/** Options a component may give a child. Parent and protection are not among them: they follow from the standing table. */
export type ChildOptions = Pick<
  pulumi.CustomResourceOptions,
  | "additionalSecretOutputs"
  | "aliases"
  | "customTimeouts"
  | "deleteBeforeReplace"
  | "dependsOn"
  | "ignoreChanges"
  | "replaceOnChanges"
>;

/** A generated resource class. It carries its type token at run time, though the SDK's typings leave it out. */
export type ResourceClass<Args, Child extends pulumi.CustomResource> = (new (
  name: string,
  args: Args,
  options?: pulumi.CustomResourceOptions,
) => Child) & { readonly __pulumiType?: string };

/** Arguments of a resource that can carry tags. */
export interface Taggable {
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
}

/**
 * One role of the blueprint as resources of one cloud. Type token `leasehold:<cloud>:<Role>`.
 * A component that spans several files hands itself to their functions, which make its children. Its own arguments never reach the state, where they would lie as plain text.
 */
export abstract class TenantComponent extends pulumi.ComponentResource {
  /** What the stack's phase of life means for stores: deletion protection, final snapshots, force destroy. */
  readonly rules: LifecycleRules;
  /** Value of the label `component`. */
  protected readonly label: string;
  readonly #name: string;
  readonly #lifecycle: Lifecycle;

  /**
   * @param type `<cloud>:<Role>`, e.g. `aws:Database`.
   * @param name logical name of the component, e.g. `acme-production-database`; every child's name begins with it.
   */
  protected constructor(
    type: string,
    name: string,
    args: Pick<ComponentArgs<unknown>, "lifecycle">,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super(`leasehold:${type}`, name, {}, options);
    this.#name = name;
    this.label = componentLabel(type);
    this.#lifecycle = args.lifecycle;
    this.rules = lifecycleRules(args.lifecycle);
  }

  /** Logical name of a child: component name + role + stable key. Identity: a change needs an alias. */
  childName(key: string): string {
    return `${this.#name}-${key}`;
  }

  /**
   * Labels of one child, as AWS takes them: the stack's six come from the provider, `Name` is what the console shows.
   * A cloud whose labels come another way overrides this.
   */
  labels(key: string, dataClass: DataClass): Record<string, string> {
    return { Name: this.childName(key), component: this.label, "data-class": dataClass };
  }

  /**
   * Creates a child that cannot carry tags: parent, protection and retention are set from the standing table.
   * @param key role and stable key, e.g. `subnet-data-a`; never an index.
   */
  child<Args, Child extends pulumi.CustomResource>(
    type: ResourceClass<Args, Child>,
    key: string,
    args: NoInfer<Args>,
    options: ChildOptions = {},
  ): Child {
    const name = this.childName(key);
    return new type(name, args, {
      ...options,
      parent: this,
      ...engineProtection(this.#lifecycle, typeTokenOf(type), name),
    });
  }

  /**
   * Creates a child that carries tags: as {@link child}, with the labels `component` and `data-class` and a `Name`.
   * @param dataClass how sensitive what it holds is.
   */
  taggedChild<Args extends Taggable | undefined, Child extends pulumi.CustomResource>(
    type: ResourceClass<Args, Child>,
    key: string,
    dataClass: DataClass,
    args: NoInfer<Args>,
    options: ChildOptions = {},
  ): Child {
    return this.child<Args, Child>(type, key, { ...args, tags: this.labels(key, dataClass) }, options);
  }
}

/** `aws:ApiQuotas` → `api-quotas`: legal as a label value on every cloud. */
function componentLabel(type: string): string {
  const role = type.slice(type.lastIndexOf(":") + 1);
  return role.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}

function typeTokenOf(type: { readonly name: string; readonly __pulumiType?: string }): string {
  if (type.__pulumiType === undefined) {
    throw new Error(`class ${type.name} carries no type token: only generated resource classes can be children`);
  }
  return type.__pulumiType;
}
