/** Base of every Google Cloud component: how its children carry labels. */
import type * as pulumi from "@pulumi/pulumi";
import type { StackLabels } from "../../tiers/blueprint.ts";
import { resourceLabels } from "../../tiers/labels.ts";
import type { DataClass } from "../../tiers/vocabulary.ts";
import { TenantComponent } from "../component.ts";
import type { ChildOptions, ResourceClass } from "../component.ts";
import type { ComponentArgs } from "../contracts.ts";

/** Arguments of a resource that can carry labels under that name. */
export interface Labellable {
  readonly labels?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
}

/** One role of the blueprint as resources of Google Cloud. */
export abstract class GcpComponent extends TenantComponent {
  readonly #stackLabels: StackLabels;

  /** @param role `Database` of the type token `leasehold:gcp:Database`. */
  protected constructor(
    role: string,
    name: string,
    args: Pick<ComponentArgs<unknown>, "labels" | "lifecycle">,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super(`gcp:${role}`, name, args, options);
    this.#stackLabels = args.labels;
  }

  /** Labels of one child; the stack's six come from the provider. There is no `Name`: a key has no capital letters here. */
  override labels(_key: string, dataClass: DataClass): Record<string, string> {
    return { component: this.label, "data-class": dataClass };
  }

  /** All eight labels, for settings that the provider's default labels do not reach (`settings.userLabels` of Cloud SQL). */
  allLabels(dataClass: DataClass): Record<string, string> {
    return { ...resourceLabels(this.#stackLabels, this.label, dataClass) };
  }

  /**
   * Creates a child that carries labels: as `child`, with the labels `component` and `data-class`.
   * @param key role and stable key, e.g. `data`; never an index.
   * @param dataClass how sensitive what it holds is.
   */
  labelledChild<Args extends Labellable | undefined, Child extends pulumi.CustomResource>(
    type: ResourceClass<Args, Child>,
    key: string,
    dataClass: DataClass,
    args: NoInfer<Args>,
    options: ChildOptions = {},
  ): Child {
    return this.child<Args, Child>(type, key, { ...args, labels: this.labels(key, dataClass) }, options);
  }
}
