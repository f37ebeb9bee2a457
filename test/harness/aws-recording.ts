/** Records AWS components under the stack's own providers, and reads the recording the way AWS would. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as pulumi from "@pulumi/pulumi";
import { createProviders } from "../../components/aws/provider.ts";
import type { Fixture } from "./blueprints.ts";
import { record } from "./recorded-registrations.ts";
import type { Recording, Registration, Values } from "./recorded-registrations.ts";

/** Records what `build` makes with the options a stack gives its components. */
export function recordAws<Result>(
  fixture: Pick<Fixture, "stack" | "labels">,
  build: (options: pulumi.ComponentResourceOptions) => Result,
): Promise<Recording<Result>> {
  return record(() => build({ providers: createProviders(fixture) }), { stack: fixture.stack.name });
}

/** `type name` of every resource of a provider, sorted; the names without the stack's. */
export function listed({ registrations }: Recording<unknown>): readonly string[] {
  return registrations
    .filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"))
    .map(({ type, name }) => `${type} ${name.replace("acme-production-", "")}`)
    .sort();
}

/** The registration with this logical name; `keys-data` stands for `acme-production-keys-data`. */
export function find({ registrations }: Recording<unknown>, name: string): Registration {
  const found = registrations.filter((registration) => registration.name === `acme-production-${name}`);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} registrations are named ${name}`);
  return only;
}

/** Every registration of a type, in the order of arrival. */
export function ofType({ registrations }: Recording<unknown>, type: string): readonly Registration[] {
  return registrations.filter((registration) => registration.type === type);
}

/** The inputs of a registration but for those that have a test of their own. */
export function inputsWithout({ inputs }: Registration, ...left: readonly string[]): Values {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !left.includes(key)));
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Every IAM policy among the inputs of a registration, with its text. */
export function policiesOf({
  inputs,
}: Registration): readonly { readonly text: string; readonly statements: readonly PolicyStatement[] }[] {
  return ["policy", "assumeRolePolicy", "accessPolicies"].flatMap((input) => {
    const text = inputs[input];
    if (typeof text !== "string") return [];
    return [{ text, statements: (JSON.parse(text) as { Statement: PolicyStatement[] }).Statement }];
  });
}

/** One statement of the only policy of a registration. */
export function statementOf(registration: Registration, sid: string): PolicyStatement {
  const [policy] = policiesOf(registration);
  const statement = policy?.statements.find(({ Sid }) => Sid === sid);
  if (statement === undefined) throw new Error(`${registration.name} has no policy statement ${sid}`);
  return statement;
}

/** The tags a resource ends up with: the provider's defaults and its own. */
export function tagsOf(
  recording: Recording<unknown>,
  { inputs, provider }: Registration,
): Readonly<Record<string, string>> {
  const defaults = recording.registrations.find(
    ({ name, type }) => name === provider && type === "pulumi:providers:aws",
  );
  const text = defaults?.inputs["defaultTags"];
  const { tags } = (typeof text === "string" ? JSON.parse(text) : { tags: {} }) as { tags: Record<string, string> };
  return { ...tags, ...(inputs["tags"] as Record<string, string> | undefined) };
}

const require = createRequire(import.meta.url);

/** Whether resources of a type can carry tags, as its generated class says: `aws:ec2/vpc:Vpc` takes `args.tags`. */
export function isTaggable(type: string): boolean {
  const [provider, module] = type.split(":");
  if (provider !== "aws" || module === undefined) return false;
  return readFileSync(require.resolve(`@pulumi/aws/${module}.js`), "utf8").includes(
    'resourceInputs["tags"] = args?.tags;',
  );
}
