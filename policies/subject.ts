/** One resource as rules see it: from the engine while it previews and updates, or from an exported state. */
import { View } from "./view.ts";

export interface Subject {
  readonly urn: string;
  /** Type token, normalised: azure-native's explicit API versions are left out. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Inputs with the provider's defaults for resource rules; outputs for stack rules. */
  readonly view: View;
  /** Pulumi's `protect`; undefined where the caller cannot know. */
  readonly protect?: boolean;
  /** Property paths that the program tells the engine to ignore. */
  readonly ignoreChanges: readonly string[];
  /** The configuration of its provider: region, default tags. Empty for components. */
  readonly provider: View;
  /** URN of the component around it. */
  readonly parent?: string;
  /** URNs that a top-level property depends on; the graph works by these while ids are unknown. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** `azure-native:storage/v20230101:StorageAccount` is `azure-native:storage:StorageAccount`: the version says nothing about the kind. */
export function normaliseType(token: string): string {
  return token.startsWith("azure-native:") ? token.replace(/\/v\d{8}(preview)?(?=:)/, "") : token;
}

/** What a URN says: `urn:pulumi:<stack>::<project>::<types>::<name>`. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  readonly name: string;
}

/** The URN of a stack itself, which verdicts about the whole stack name. */
export function stackUrnOf(stack: string, project: string): string {
  return `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
}

/** @throws RangeError when the text is no URN */
export function parseUrn(urn: string): UrnParts {
  const [head, project, , ...name] = urn.split("::");
  const stack = head?.startsWith("urn:pulumi:") === true ? head.slice("urn:pulumi:".length) : "";
  if (stack === "" || project === undefined || name.length === 0) throw new RangeError(`not a URN: ${urn}`);
  return { stack, project, name: name.join("::") };
}
