/** What the engine hands to a policy, as rules see it. */
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { normaliseType, type Subject } from "./subject.ts";
import { View } from "./view.ts";

/** The SDK's proxy throws where a value is not known yet; this name gives what is behind it (@pulumi/policy 1.21.0, proxy.js). */
const PROXY_TARGET = "__getSpecialProxyTarget";

/** The properties without the proxy that throws: unknown values keep their marks. Secrets read as their text. */
export function rawOf(props: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return (props[PROXY_TARGET] ?? props) as Readonly<Record<string, unknown>>;
}

/** What is behind every proxy of the SDK: unknown values with their marks, secrets wrapped. */
export function behindProxy(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const target: unknown = (value as Readonly<Record<string, unknown>>)[PROXY_TARGET];
  return target === undefined ? value : behindProxy(target);
}

/** A resource of `validateResource`. */
export function subjectOfResource(args: ResourceValidationArgs): Subject {
  const { urn, type, name, opts, provider } = args;
  return {
    urn,
    type: normaliseType(type),
    name,
    view: new View(rawOf(args.props)),
    protect: opts.protect,
    ignoreChanges: opts.ignoreChanges,
    provider: new View(provider === undefined ? {} : rawOf(provider.props)),
    ...(opts.parent === undefined ? {} : { parent: opts.parent }),
    propertyDependencies: {},
  };
}

/** A resource of `validateStack`. */
export function subjectOfStack(resource: PolicyResource): Subject {
  const { urn, type, name, opts, provider, parent } = resource;
  const dependencies = Object.entries(resource.propertyDependencies);
  return {
    urn,
    type: normaliseType(type),
    name,
    view: new View(rawOf(resource.props)),
    protect: opts.protect,
    ignoreChanges: opts.ignoreChanges,
    provider: new View(provider === undefined ? {} : rawOf(provider.props)),
    ...(parent === undefined ? {} : { parent: parent.urn }),
    propertyDependencies: Object.fromEntries(
      dependencies.map(([property, list]) => [property, list.map((to) => to.urn)]),
    ),
  };
}
