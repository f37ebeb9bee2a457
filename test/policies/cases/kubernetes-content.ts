import type { RuleCases } from "../harness/rule-case.ts";
import { ofContainers, onEveryKind } from "./kubernetes-pods.ts";

const AMOUNTS = ["resources.limits.memory", "resources.requests.cpu", "resources.requests.memory"];
const DIGEST = `sha256:${"0".repeat(64)}`;
const PINNED = `registry.acme.example:5000/studio/web:1.2@${DIGEST}`;
const TOKEN =
  "got the token of the default account, expected none; set automountServiceAccountToken to false or serviceAccountName";

const env = (name: string, value: string): readonly unknown[] => [{ name, value }];
const credential = (name: string): string =>
  `got a credential in ${name}, expected a reference; use valueFrom.secretKeyRef or a mounted secret`;

export const POD_CONTENT_CASES: RuleCases = {
  "K8S-09": onEveryKind(
    ofContainers({
      lists: ["containers", "initContainers"],
      container: { resources: { limits: { memory: "256Mi" }, requests: { cpu: "100m", memory: "256Mi" } } },
      absent: Object.fromEntries(AMOUNTS.map((path) => [path, "fail"])),
      // What is computed is there.
      unknown: Object.fromEntries(AMOUNTS.map((path) => [path, "pass"])),
      wrong: AMOUNTS.flatMap((path) => [
        [path, "0", `got no amount, expected an amount; set ${path}`] as const,
        [path, undefined, `got nothing, expected an amount; set ${path}`] as const,
      ]),
      fine: [["a limit of the processor", "resources.limits.cpu", "1"]],
    }),
  ),
  "K8S-10": onEveryKind(
    (() => {
      const one = ofContainers({
        container: { image: PINNED },
        absent: { image: "fail" },
        wrong: [
          [
            "image",
            "registry.acme.example/web:1.2",
            "got registry.acme.example/web:1.2, expected a digest for regulated tenants; add @sha256:…",
          ],
        ],
      });
      const others = { regulated: false };
      const approved = { approvedRegistries: ["registry.acme.example:5000/studio"] };
      const elsewhere = `registry.acme.example:5000/studio-of-others/web@${DIGEST}`;
      return {
        ...one,
        breaks: [
          ...one.breaks,
          ...["web", "web:latest", "registry.acme.example:5000/web"].map((image) => ({
            why: image,
            change: { "containers.0.image": image },
            context: others,
            reasons: [
              // The other containers stay as they are.
              `containers[0].image: got ${image}, expected a version or a digest; name it`,
            ],
          })),
          {
            why: "another registry",
            change: { "containers.0.image": elsewhere },
            context: approved,
            reasons: [
              `containers[0].image: got ${elsewhere}, expected an image of registry.acme.example:5000/studio; copy it there`,
            ],
          },
        ],
        variants: [
          {
            why: "a version where nobody regulates",
            change: { "containers.0.image": "web:1.2" },
            context: others,
            outcome: "pass" as const,
          },
          { why: "an approved registry", context: approved, outcome: "pass" as const },
        ],
      };
    })(),
  ),
  "K8S-11": onEveryKind({
    spec: { automountServiceAccountToken: false, serviceAccountName: "web" },
    absent: { automountServiceAccountToken: "pass", serviceAccountName: "pass" },
    unknown: { automountServiceAccountToken: "pass", serviceAccountName: "pass" },
    breaks: [
      {
        why: "nothing said",
        change: { automountServiceAccountToken: undefined, serviceAccountName: undefined },
        reasons: [`automountServiceAccountToken: ${TOKEN}`],
      },
      {
        why: "the default account",
        change: { automountServiceAccountToken: true, serviceAccountName: "default" },
        reasons: [`automountServiceAccountToken: ${TOKEN}`],
      },
    ],
    variants: [
      { why: "an account of its own", change: { automountServiceAccountToken: true }, outcome: "pass" },
      { why: "no token of the default account", change: { serviceAccountName: undefined }, outcome: "pass" },
      {
        why: "perhaps a token",
        change: { automountServiceAccountToken: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", serviceAccountName: undefined },
        outcome: "unknown",
      },
    ],
  }),
  "K8S-12": onEveryKind(
    ofContainers({
      container: { env: [{ name: "LOG_LEVEL", value: "info" }] },
      absent: { "env.name": "pass", "env.value": "pass" },
      wrong: [
        ["env", env("DB_PASSWORD", "hunter2"), credential("DB_PASSWORD"), "env[0].value"],
        ["env", env("STRIPE_API_KEY", "x"), credential("STRIPE_API_KEY"), "env[0].value"],
        ["env", env("UPSTREAM", "postgres://app:hunter2@db.example/app"), credential("UPSTREAM"), "env[0].value"],
        ["env", env("ACCOUNT", "AKIAIOSFODNN7EXAMPLE"), credential("ACCOUNT"), "env[0].value"],
        [
          "env",
          env("SESSION_TOKEN", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
          credential("SESSION_TOKEN"),
          "env[0].value",
        ],
      ],
      fine: [
        [
          "a reference to a secret",
          "env",
          [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
        ],
        ["where the secret is", "env", env("DB_PASSWORD_FILE", "/run/secrets/db")],
        ["another variable", "env", env("DB_PASSWORD", "$(OTHER)")],
        ["an address without a password", "env", env("UPSTREAM", "https://api.example/v1")],
        ["an empty value", "env", env("API_TOKEN", "")],
      ],
    }),
  ),
};
