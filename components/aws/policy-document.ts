/** Typed IAM policy documents. An `Allow` for anyone without a condition does not compile. */
import * as pulumi from "@pulumi/pulumi";

/** One value or several, as IAM reads them. */
export type OneOrMore<Text> = Text | readonly Text[];

/** Operator → condition key → values, e.g. `{ StringEquals: { "aws:PrincipalAccount": "111122223333" } }`. */
export type Conditions<Text = pulumi.Input<string>> = Readonly<
  Record<string, Readonly<Record<string, OneOrMore<Text>>>>
>;

/** Anyone at all, signed in or not. */
export interface Anyone {
  readonly AWS: "*";
}

/** Named principals: accounts and roles by ARN, services by DNS name, identity providers by ARN. */
export interface NamedPrincipals<Text = pulumi.Input<string>> {
  readonly AWS?: readonly Text[];
  readonly Service?: readonly Text[];
  readonly Federated?: readonly Text[];
}

interface StatementBase<Text> {
  /** Letters and digits: what the statement is for, unique in its document. */
  readonly Sid: string;
  readonly Resource: OneOrMore<Text>;
  readonly Condition?: Conditions<Text>;
}

type Actions = { readonly Action: OneOrMore<string> } | { readonly NotAction: OneOrMore<string> };

/** Statement of a policy that is attached to an identity: it names no principal. */
export type IdentityStatement<Text = pulumi.Input<string>> = StatementBase<Text> &
  Actions & { readonly Effect: "Allow" | "Deny" };

/** Statement of a policy that is attached to a resource (key, bucket, secret, endpoint). */
export type ResourceStatement<Text = pulumi.Input<string>> = StatementBase<Text> &
  Actions &
  (
    | { readonly Effect: "Deny"; readonly Principal: Anyone | NamedPrincipals<Text> }
    | { readonly Effect: "Allow"; readonly Principal: NamedPrincipals<Text> }
    | { readonly Effect: "Allow"; readonly Principal: Anyone; readonly Condition: Conditions<Text> }
  );

/** Statement of a role's trust policy: who may assume it. The resource is the role itself and is not written. */
export interface TrustStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal: Anyone | NamedPrincipals<string>;
  readonly Action: readonly string[];
  readonly Condition?: Conditions<string>;
}

const VERSION = "2012-10-17";

/** The JSON of a policy; ids that are not known yet may stand anywhere in it. */
export function policyDocument(statements: readonly (IdentityStatement | ResourceStatement)[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: VERSION, Statement: statements });
}

/** The JSON of a policy in which everything is known, for those whose length must be checked. */
export function plainPolicyDocument(
  statements: readonly (IdentityStatement<string> | ResourceStatement<string> | TrustStatement)[],
): string {
  return JSON.stringify({ Version: VERSION, Statement: statements });
}
