/** Base of every Azure component: the provider has no default tags, so each child carries all eight labels itself. */
import type * as pulumi from "@pulumi/pulumi";
import type { StackLabels } from "../../tiers/blueprint.ts";
import type { DataClass } from "../../tiers/vocabulary.ts";
import { TenantComponent } from "../component.ts";
import type { ComponentArgs } from "../contracts.ts";
import { resourceTags } from "./labels.ts";
import { withoutVersionAliases } from "./version-aliases.ts";

export abstract class AzureComponent extends TenantComponent {
  readonly #labels: StackLabels;

  /** @param role `Database`; the type token becomes `leasehold:azure:Database`. */
  protected constructor(
    role: string,
    name: string,
    args: Pick<ComponentArgs<unknown>, "labels" | "lifecycle">,
    options?: pulumi.ComponentResourceOptions,
  ) {
    const transformations = [...(options?.transformations ?? []), withoutVersionAliases];
    super(`azure:${role}`, name, args, { ...options, transformations });
    this.#labels = args.labels;
  }

  /** All eight labels of one child. The console shows a resource under its physical name, so there is no `Name`. */
  override labels(_key: string, dataClass: DataClass): Record<string, string> {
    return resourceTags(this.#labels, { component: this.label, dataClass });
  }
}
