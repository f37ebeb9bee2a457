import assert from "node:assert/strict";
import fc from "fast-check";
import { dump } from "js-yaml";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { InvalidInput } from "../../tiers/problem.ts";
import { problemsOf, SOUND } from "./tenant-texts.ts";

/** A sound tenant in which every section is written. */
const FULL = {
  tenant: "acme",
  name: "Acme Studio",
  tier: "enterprise",
  cloud: "aws",
  region: "eu-west-1",
  standbyRegion: "eu-central-1",
  account: "111122223333",
  frameworks: ["gdpr"],
  residency: ["eu"],
  securityLevel: "maximum",
  contacts: {
    owner: "a@acme.example",
    security: "b@acme.example",
    billing: "c@acme.example",
    channels: { slack: { secretRef: "acme/slack" } },
  },
  workloads: { app: { trust: { principals: ["arn:aws:iam::111122223333:role/app"] } } },
  network: { cidr: "10.20.0.0/17" },
  environments: {
    production: { overrides: { database: { storageGib: 5000 } } },
    staging: { network: { cidr: "10.21.0.0/20" } },
  },
  overrides: { database: { storageGib: 4000 }, cache: { shards: 3 } },
  addOns: { whiteLabel: { domain: "studio.acme.example" } },
};

/** Paths of every section in the full tenant. */
function sectionsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return [path, ...Object.entries(value).flatMap(([key, child]) => sectionsOf(child, [...path, key]))];
}

/** Paths of every value in the full tenant, sections included. */
function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

/** The full tenant with a value put at a path. */
function fullWith(path: readonly string[], value: unknown): string {
  const [key, ...rest] = path.toReversed();
  assert.ok(key !== undefined);
  const copy: Record<string, unknown> = structuredClone(FULL);
  const section = rest.toReversed().reduce((parent, name) => parent[name] as Record<string, unknown>, copy);
  Object.defineProperty(section, key, { value, enumerable: true, configurable: true, writable: true });
  return dump(copy);
}

/** Every word of the full tenant: no key that could be right somewhere. */
const KNOWN_KEYS = new Set(JSON.stringify(FULL).match(/\w+/g));

describe("parsing a tenant", () => {
  it("accepts the full tenant that the properties spoil", () => {
    assert.deepEqual(
      Object.keys(parseTenant(dump(FULL), "acme.yaml").spec).toSorted(),
      [...Object.keys(FULL), "source"].toSorted(),
    );
  });

  it("always refuses an unknown key, wherever it stands, and names it", () => {
    const key = fc.oneof(
      fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "<<", "prototype", "length", "Tenant"),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...sectionsOf(FULL)), key, fc.jsonValue(), (section, name, value) => {
        fc.pre(!KNOWN_KEYS.has(name));
        const problems = problemsOf(fullWith([...section, name], value));
        assert.ok(
          problems.some(({ code, path }) => code === "unknown-key" && path.includes(JSON.stringify(name).slice(1, -1))),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("answers any spoilt value with the spec or with problems that have a place, never with another error", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(FULL).slice(1)), fc.jsonValue(), (path, value) => {
        const text = fullWith(path, value);
        try {
          parseTenant(text, "acme.yaml");
        } catch (error) {
          assert.ok(error instanceof InvalidInput, String(error));
          assert.ok(error.problems.length > 0);
          const lines = text.split("\n").length;
          for (const { at, message, path: wrong } of error.problems) {
            assert.ok(at !== undefined && at.line >= 1 && at.line <= lines && at.column >= 1, wrong);
            assert.match(message, /^got .+, expected .+; .+/s);
            assert.doesNotMatch(message, /\.$/);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("answers any text with the spec or with problems", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(SOUND.length), (noise, position) => {
        try {
          parseTenant(SOUND.slice(0, position) + noise + SOUND.slice(position), "acme.yaml");
        } catch (error) {
          assert.ok(error instanceof InvalidInput, String(error));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is deterministic: the same text gives the same spec, or the same problems", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(FULL).slice(1)), fc.jsonValue(), (path, value) => {
        const text = fullWith(path, value);
        const parse = (): unknown => {
          try {
            return JSON.stringify(parseTenant(text, "acme.yaml"));
          } catch (error) {
            assert.ok(error instanceof InvalidInput);
            return error.message;
          }
        };
        assert.deepEqual(parse(), parse());
      }),
      { numRuns: 100 },
    );
  });

  it("never repeats a token in a message, wherever it was pasted", () => {
    const token = fc.constantFrom(
      "https://hooks.slack.example/services/T0001/B0001/abcdefghijkl",
      "xoxb-1234-5678-abcdefghij",
      "AKIAIOSFODNN7EXAMPLE",
      "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
      "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
      "0123456789abcdef0123456789abcdef",
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
      "https://user:hunter2@db.acme.example/",
    );
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(FULL).slice(1)), token, (path, secret) => {
        const text = fullWith(path, secret);
        // Free text that a person reads anyway is accepted, whatever it says.
        if (path.join(".") === "name") return;
        assert.ok(problemsOf(text).every(({ message }) => !message.includes(secret)));
      }),
    );
  });
});
