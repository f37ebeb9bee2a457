/**
 * The schema of a tenant file. Nothing is filled in: what a tenant leaves out is decided by the tier catalogue.
 * Descriptions are shown by the editor (JSON Schema). The text given to a check (`.regex(…, text)`) is what a message
 * says after `expected`.
 */
import * as z from "zod";
import { overridesSchema } from "./settings.ts";
import { CLOUDS, FRAMEWORKS, SECURITY_LEVELS, TIERS } from "./vocabulary.ts";
import type { Environment } from "./vocabulary.ts";

/**
 * Shape of a tenant's id: 3–24 characters, so that `<tenant>-<environment>-<role>` stays within every cloud's limits; no two
 * hyphens in a row, since databases and caches refuse them and two tenants could meet in one rewritten name.
 */
export const TENANT_ID = /^(?!.*--)[a-z][a-z0-9-]{1,22}[a-z0-9]$/;

/** Named, so that the JSON Schema has it once. */
const overrides = overridesSchema.meta({ id: "Overrides" });

const email = z.email("an e-mail address such as platform@acme.example");

/** `scope/name` of a secret in the cloud's secret store. The slash is required: neither a token nor a telephone number has one in this form. */
const secretRef = z
  .string()
  .max(128)
  .regex(
    /^[a-z][a-z0-9-]{0,40}(\/[a-z][a-z0-9-]{0,40}){1,2}$/,
    "the name of a secret such as acme/slack-webhook; store the address or key as a secret and name it here",
  )
  .describe(
    "Name of the secret that holds the address or key of the channel, `scope/name`. Never the address or key itself.",
  )
  .meta({ examples: ["acme/slack-webhook", "operations/pagerduty"] });

const channel = (what: string) => z.strictObject({ secretRef }).describe(`${what}. Given by reference to a secret.`);

const contacts = z
  .strictObject({
    owner: email
      .describe("Who answers for the tenant; becomes the label `owner`.")
      .meta({ examples: ["platform@acme.example"] }),
    security: email.describe("Who is told of threats and failed logins.").meta({ examples: ["security@acme.example"] }),
    billing: email.describe("Who is told when the budget alarm rings.").meta({ examples: ["billing@acme.example"] }),
    channels: z
      .strictObject({
        slack: channel("Slack webhook for alerts; from premium").exactOptional(),
        webhook: channel("Webhook for alerts; from premium").exactOptional(),
        pagerduty: channel("PagerDuty integration key; from enterprise").exactOptional(),
        sms: channel("Telephone numbers for text messages; from enterprise").exactOptional(),
      })
      .describe("Alert channels besides e-mail. Which ones may be used depends on the tier.")
      .exactOptional(),
  })
  .describe("People and channels of the tenant.");

const tokenIssuer = z
  .strictObject({
    issuer: z
      .string()
      .regex(
        /^https:\/\/[a-z0-9.-]+(:\d+)?(\/[^\s?#@*]*)?$/i,
        "an https address without query such as https://ci.acme.example",
      )
      .describe("Address of the OpenID Connect issuer.")
      .meta({ examples: ["https://ci.acme.example"] }),
    subject: z
      .string()
      .regex(/^(?!\*+$)\S{1,255}$/, "the subject that may assume the role; a lone * would let everyone in")
      .describe("Subject claim that a token must carry.")
      .meta({ examples: ["repository:acme/shop:ref:refs/heads/main"] }),
    audience: z
      .string()
      .regex(/^[^\s*]{1,255}$/, "the audience that the token is made for, without *")
      .describe("Audience claim that a token must carry.")
      .meta({ examples: ["sts.amazonaws.com"] }),
  })
  .describe("A token issuer (a CI system, a cluster) whose tokens may assume the role.");

const kubernetesName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "a Kubernetes name such as web: a-z, 0-9 and -");

const trust = z
  .strictObject({
    principals: z
      .array(z.string().regex(/^[^\s*]{3,2048}$/, "the id of one principal, without *"))
      .describe(
        "Principals in the cloud's own form: on AWS the ARN of a role or user, on Azure the object id of an Entra user, group or application, on Google Cloud serviceAccount:, user: or group: with an address.",
      )
      .meta({ examples: [["arn:aws:iam::111122223333:role/deploy"]] })
      .exactOptional(),
    tokenIssuers: z
      .array(tokenIssuer)
      .describe("Token issuers and the claims their tokens must carry.")
      .exactOptional(),
    serviceAccounts: z
      .array(
        z.strictObject({
          namespace: kubernetesName.describe("Kubernetes namespace.").meta({ examples: ["shop"] }),
          name: kubernetesName.describe("Kubernetes service account.").meta({ examples: ["web"] }),
        }),
      )
      .describe("Service accounts of the tenant's own cluster.")
      .exactOptional(),
  })
  .describe("Who may assume the role. All left out: nobody can (default deny).");

const workload = (what: string) =>
  z
    .strictObject({ trust: trust.exactOptional() })
    .describe(`${what} Without \`trust\` nobody can assume it.`)
    .exactOptional();

const workloads = z
  .strictObject({
    app: workload("Role of the tenant's running programs."),
    migration: workload("Role of schema migrations."),
    admin: workload("Role of people who administer the tenant."),
    backup: workload("Role of backup and restore jobs."),
  })
  .describe("Who may assume which role of the tenant.");

const addressBlock = z
  .strictObject({
    cidr: z
      .string()
      .regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, "an IPv4 block such as 10.20.0.0/18")
      .describe("Private IPv4 block, prefix length /16 to /20. Replaces: the network and everything in it.")
      .meta({ examples: ["10.20.0.0/18"] }),
  })
  .describe("Address block; `leasehold tenant new` picks a free one.");

const account = z
  .string()
  .min(1)
  .max(63)
  .describe(
    "Account, subscription or project id to which the provider is pinned. On AWS twelve digits, in quotes; on Azure the subscription's id in lower case; on Google Cloud the project's id, not its name or number.",
  )
  .meta({ examples: ["111122223333"] });

const environment = z
  .strictObject({
    account: account.describe("Account of this environment alone; left out: the tenant's `account`.").exactOptional(),
    network: addressBlock
      .describe("Address block of this environment alone; left out: its share of the tenant's block.")
      .exactOptional(),
    overrides: overrides
      .describe("Settings of this environment alone; stronger than the tenant's `overrides`.")
      .exactOptional(),
  })
  .describe("One environment; {} where nothing differs. Each is a stack `<tenant>-<environment>`.");

const environments = z
  .strictObject({
    development: environment.exactOptional(),
    test: environment.exactOptional(),
    staging: environment.exactOptional(),
    production: environment.exactOptional(),
    "disaster-recovery": environment.exactOptional(),
  } satisfies Record<Environment, z.ZodExactOptional<typeof environment>>)
  .describe("The environments the tenant has, at least one.")
  .meta({ minProperties: 1, examples: [{ production: {}, staging: {} }] });

const region = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, "a region in lower case such as eu-west-1");

/** The tenant file with aliases already replaced. Strict: an unknown key is always refused. */
export const tenantFileSchema = z
  .strictObject({
    tenant: z
      .string()
      .regex(
        TENANT_ID,
        "3 to 24 characters: a-z, 0-9 and single -, starting with a letter, ending with a letter or digit",
      )
      .describe("Id of the tenant: unique, the name of this file. Replaces: everything, it is in every name.")
      .meta({ examples: ["acme"] }),
    name: z
      .string()
      .regex(/^\S(?:[^\p{Cc}]{0,78}\S)?$/u, "a name of 1 to 80 characters on one line")
      .describe("The customer's name for people, 1 to 80 characters.")
      .meta({ examples: ["Acme Studio"] }),
    tier: z.enum(TIERS).describe("What the customer pays for; decides every setting that is left out."),
    cloud: z.enum(CLOUDS).describe("Cloud that carries the tenant. Replaces: everything."),
    region: region.describe("Home region. Replaces: everything.").meta({ examples: ["eu-west-1"] }),
    standbyRegion: region
      .describe(
        "Where copies lie and disaster recovery starts; left out: the region's standby in the same jurisdiction.",
      )
      .meta({ examples: ["eu-central-1"] })
      .exactOptional(),
    account,
    frameworks: z
      .array(z.enum(FRAMEWORKS))
      .describe("Compliance frameworks; each sets constraints, the strictest wins.")
      .meta({ uniqueItems: true, examples: [["gdpr", "soc-2"]] })
      .exactOptional(),
    residency: z
      .array(z.string().regex(/^(?:[a-z]{2}|us-gov|us-dod)$/, "a jurisdiction such as eu, uk, us or us-gov"))
      .min(1)
      .describe(
        "Jurisdictions in which data, replicas, backups, logs and keys may lie. Left out: no limit but the frameworks' own.",
      )
      .meta({ uniqueItems: true, examples: [["eu"]] })
      .exactOptional(),
    securityLevel: z.enum(SECURITY_LEVELS).describe("Security level; left out: the tier's default.").exactOptional(),
    contacts,
    workloads: workloads.exactOptional(),
    network: addressBlock
      .describe(
        "Address block of the tenant, shared out to its environments (a /20 each). Required in every tier but free.",
      )
      .exactOptional(),
    environments,
    overrides: overrides.describe("Settings that differ from the tier's, within the tier's ranges.").exactOptional(),
    addOns: z
      .strictObject({
        whiteLabel: z
          .strictObject({
            domain: z
              .string()
              .max(253)
              .regex(
                /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
                "a domain name in lower case such as studio.acme.example",
              )
              .describe("Own domain for the edge, its certificate and sender addresses.")
              .meta({ examples: ["studio.acme.example"] }),
          })
          .describe("Own domain, certificate, sender domain and branding; from standard.")
          .exactOptional(),
      })
      .describe("What can be bought on top of a tier.")
      .exactOptional(),
  })
  .describe("A Leasehold tenant: one customer of the SaaS.");
