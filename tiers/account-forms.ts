/** How each cloud writes the ids of accounts and principals. */
import type { Cloud } from "./vocabulary.ts";

/** A form, and what a message says is expected instead. */
export interface IdForm {
  readonly form: RegExp;
  readonly expected: string;
}

/** Id of an Entra object or a subscription: Azure prints them in lower case, and so does this file, so that one id has one spelling. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Form of an account's id in each cloud. */
export const ACCOUNT_FORMS = {
  aws: {
    form: /^\d{12}$/,
    expected: 'twelve digits in quotes such as "111122223333"; write all twelve, leading zeros too',
  },
  azure: {
    form: UUID,
    expected:
      "a subscription id in lower case such as 11111111-2222-3333-4444-555555555555; copy it from the portal, not the subscription's name",
  },
  gcp: {
    form: /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    expected:
      "a project id of 6 to 30 characters (a-z, 0-9 and -, starting with a letter, not ending with -) such as acme-production; write the id, not the project's name or number",
  },
  kubernetes: {
    form: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    expected: "a cluster's name such as cluster-one; write a-z, 0-9 and -",
  },
} as const satisfies Record<Cloud, IdForm>;

/** Form of one principal that may assume a role; absent where the cloud knows no principals of its own. */
export const PRINCIPAL_FORMS: Readonly<Partial<Record<Cloud, IdForm>>> = {
  aws: {
    // Role or user of an account, in every partition; an account's root would admit whoever that account admits.
    form: /^arn:aws(-[a-z]+)*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
    expected: "the ARN of a role or user such as arn:aws:iam::111122223333:role/deploy; name each one",
  },
  azure: {
    form: UUID,
    expected:
      "the object id of an Entra user, group or application in lower case such as aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee; name each one by its object id, not by address or application id",
  },
  gcp: {
    // Not allUsers, allAuthenticatedUsers or domain: those admit people whom nobody named.
    form: /^(serviceAccount|user|group):[a-zA-Z0-9][\w.+-]*@[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    expected:
      "serviceAccount:, user: or group: with an address such as serviceAccount:deploy@acme-production.iam.gserviceaccount.com; name each one",
  },
};
