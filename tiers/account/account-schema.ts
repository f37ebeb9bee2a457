/**
 * The schema of an account file. Nothing is filled in. Descriptions are shown by the editor (JSON Schema); the text given to
 * a check is what a message says after `expected`.
 */
import * as z from "zod";
import { TENANT_ID } from "../tenant-spec.ts";
import { AVAILABLE_CLOUDS, FRAMEWORKS } from "../vocabulary.ts";

const email = z.email("an e-mail address such as security@acme.example");
const region = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, "a region in lower case such as eu-west-1");

/** Days for which the record of what was done may be kept: a year at least, and at most what Google Cloud's log buckets take. */
export const AUDIT_RETENTION_DAYS = { min: 365, max: 3650 } as const;

/** Strict: an unknown key is always refused. */
export const accountFileSchema = z
  .strictObject({
    account: z
      .string()
      .regex(
        TENANT_ID,
        "3 to 24 characters: a-z, 0-9 and single -, starting with a letter, ending with a letter or digit",
      )
      .describe("Name of the account: unique, the name of this file; its stack is `account-<name>`.")
      .meta({ examples: ["acme"] }),
    cloud: z.enum(AVAILABLE_CLOUDS).describe("Cloud of the account."),
    id: z
      .string()
      .min(1)
      .max(63)
      .describe("Account, subscription or project id to which the provider is pinned. On AWS twelve digits, in quotes.")
      .meta({ examples: ["111122223333"] }),
    region: region
      .describe("Home region, where the records are kept. Replaces: the store of records.")
      .meta({ examples: ["eu-west-1"] }),
    regions: z
      .array(region)
      .describe("Further regions to guard: all in which tenants of the account have something.")
      .meta({ uniqueItems: true, examples: [["eu-central-1"]] })
      .exactOptional(),
    contacts: z
      .strictObject({
        owner: email
          .describe("Who answers for the account; becomes the label `owner`.")
          .meta({ examples: ["platform@acme.example"] }),
        security: email
          .describe("Who is told of findings, and by the cloud itself of threats.")
          .meta({ examples: ["security@acme.example"] }),
        securityTelephone: z
          .string()
          .regex(
            /^\+[1-9][0-9 ]{6,24}$/,
            'a telephone number in quotes with its country code such as "+353 1 555 0100"',
          )
          .describe("Number under which the cloud reaches the security contact; AWS registers none without it.")
          .meta({ examples: ["+353 1 555 0100"] })
          .exactOptional(),
      })
      .describe("People of the account."),
    frameworks: z
      .array(z.enum(FRAMEWORKS))
      .describe("Compliance frameworks of the tenants in the account; the strictest retention wins.")
      .meta({ uniqueItems: true, examples: [["gdpr", "soc-2"]] })
      .exactOptional(),
    residency: z
      .array(z.string().regex(/^(?:[a-z]{2}|us-gov|us-dod)$/, "a jurisdiction such as eu, uk, us or us-gov"))
      .min(1)
      .describe("Jurisdictions in which the records may lie. Left out: no limit but the frameworks' own.")
      .meta({ uniqueItems: true, examples: [["eu"]] })
      .exactOptional(),
    audit: z
      .strictObject({
        retentionDays: z
          .int()
          .min(AUDIT_RETENTION_DAYS.min)
          .max(AUDIT_RETENTION_DAYS.max)
          .describe("Days for which the record is kept; left out: what the strictest framework asks, at least a year.")
          .exactOptional(),
        lockMode: z
          .enum(["governance", "compliance"])
          .describe("`compliance` can never be lifted, by anybody; left out: governance.")
          .exactOptional(),
      })
      .describe("The record of what was done in the account.")
      .exactOptional(),
    organizationTrail: z
      .boolean()
      .describe(
        "AWS, in the management account only: one trail and one access analyzer for all accounts of the organization.",
      )
      .exactOptional(),
  })
  .describe("A Leasehold account: what exists once per account, subscription or project.");
