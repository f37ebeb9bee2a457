/** What runs in a pod, with how much, and with which secrets. */
import { allOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import { defineRule } from "../../rule.ts";
import type { View } from "../../view.ts";
import {
  CONTAINER_LISTS,
  LASTING_LISTS,
  onContainers,
  onPods,
  podRemedies,
  type Container,
  type Pod,
} from "./pod-spec.ts";

const AMOUNTS = ["resources.limits.memory", "resources.requests.cpu", "resources.requests.memory"] as const;

/** Of the processor only a request: a limit would throttle a container that nobody is in the way of. */
function judgeResources({ view }: Container): Finding {
  return allOf(
    AMOUNTS.map((path) => {
      const reading = view.read(path);
      if (reading.state === "unknown") return PASS;
      const empty = reading.state === "absent" || reading.value === "" || reading.value === 0 || reading.value === "0";
      return empty
        ? fail(path, `got ${reading.state === "absent" ? "nothing" : "no amount"}, expected an amount; set ${path}`)
        : PASS;
    }),
  );
}

interface Image {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** `registry.example:5000/team/app:1.2@sha256:…`; a colon before a slash is a port. */
export function parseImage(image: string): Image {
  const [name = "", digest] = image.split("@");
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  return {
    repository: tag === undefined ? name : name.slice(0, -tag.length - 1),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function judgeImage({ view, pod: { context } }: Container): Finding {
  const reading = view.read("image");
  if (reading.state === "unknown") return unknown("image");
  // A pod template without an image takes the one of a running container; nothing pins it.
  if (reading.state === "absent") return fail("image", "got nothing; set image");
  const image = String(reading.value);
  const { tag, digest } = parseImage(image);
  const { approvedRegistries, regulated } = context;
  const approved = approvedRegistries.length === 0 || approvedRegistries.some((registry) => isBelow(image, registry));
  const from = approved
    ? PASS
    : fail("image", `got ${image}, expected an image of ${approvedRegistries.join(" or ")}; copy it there`);
  if (digest !== undefined) return from;
  const pinned = regulated
    ? fail("image", `got ${image}, expected a digest for regulated tenants; add @sha256:…`)
    : tag === undefined || tag === "latest"
      ? fail("image", `got ${image}, expected a version or a digest; name it`)
      : PASS;
  return allOf([from, pinned]);
}

/** `registry.example/team` covers `registry.example/team/app`, not `registry.example/team-of-others`. */
function isBelow(image: string, registry: string): boolean {
  return (
    image === registry ||
    image.startsWith(registry.endsWith("/") ? registry : `${registry}/`) ||
    /^[:@]/.test(image.startsWith(registry) ? image.slice(registry.length) : "")
  );
}

const MOUNT = "automountServiceAccountToken";
const ACCOUNT = "serviceAccountName";

/** Mounted by default, with the namespace's default account. */
function judgeToken({ view }: Pod): Finding {
  const mount = view.read(MOUNT);
  const account = view.read(ACCOUNT);
  if (mount.state === "known" && mount.value === false) return PASS;
  if (account.state === "known" && account.value !== "" && account.value !== "default") return PASS;
  if (mount.state === "unknown") return unknown(MOUNT);
  // What another resource names is an account of its own.
  if (account.state === "unknown") return PASS;
  return fail(
    MOUNT,
    "got the token of the default account, expected none; set automountServiceAccountToken to false or serviceAccountName",
  );
}

/** Names of variables that hold a credential … */
const SECRET_NAME =
  /pass(word|wd|phrase)?$|secret|token|credential|api_?key|access_?key|private_?key|encryption_?key|connection_?string/i;
/** … unless they say where it is, or how it is used. */
const NO_SECRET_NAME = /_(file|path|dir|name|arn|id|url|uri|endpoint|issuer|ttl|seconds|enabled|length|type|header)$/i;
/** Values that are a credential whatever their name: keys of AWS, private keys, passwords in addresses. */
const SECRET_VALUE = /\bA(KIA|SIA)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|:\/\/[^/\s:@]+:[^/\s@$]+@/;

function judgeVariables({ view }: Container): Finding {
  const variables = view.items("env");
  if (variables === undefined) return unknown("env");
  return allOf([PASS, ...variables.map((variable, index) => judgeVariable(variable, `env[${index}].value`))]);
}

function judgeVariable(variable: View, path: string): Finding {
  const name = variable.read("name");
  const value = variable.read("value");
  if (value.state === "absent" || (value.state === "known" && value.value === "")) return PASS;
  if (name.state === "unknown") return unknown("env.name");
  const called = name.state === "known" ? String(name.value) : "";
  const secretName = SECRET_NAME.test(called) && !NO_SECRET_NAME.test(called);
  // A value that another resource computes is still a plain value in the pod.
  const secretValue = value.state === "known" && SECRET_VALUE.test(String(value.value));
  const reference = value.state === "known" && /^\$\([A-Za-z_][A-Za-z0-9_]*\)$/.test(String(value.value));
  if ((secretName && !reference) || secretValue)
    return fail(
      path,
      `got a credential in ${called === "" ? "a variable" : called}, expected a reference; use valueFrom.secretKeyRef or a mounted secret`,
    );
  return value.state === "unknown" ? unknown("env.value") : PASS;
}

export const POD_CONTENT_RULES = [
  defineRule({
    id: "K8S-09",
    name: "pod-resource-limits",
    title: "Containers ask for processor and memory, and have a limit of memory",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: onContainers(LASTING_LISTS, AMOUNTS, judgeResources),
  }),
  defineRule({
    id: "K8S-10",
    name: "image-pinned-approved-registry",
    title: "Images come from approved registries and name a version; a digest for regulated tenants",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: onContainers(CONTAINER_LISTS, ["image"], judgeImage),
  }),
  defineRule({
    id: "K8S-11",
    name: "pod-no-automount-token",
    title: "No token of the default account is put into pods",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: onPods([MOUNT, ACCOUNT], judgeToken),
    remedies: podRemedies((spec) => ({ ...spec, automountServiceAccountToken: false })),
  }),
  defineRule({
    id: "K8S-12",
    name: "pod-no-secrets-in-env",
    title: "No credentials in plain values of variables",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: onContainers(CONTAINER_LISTS, ["env.name", "env.value"], judgeVariables),
  }),
] as const;
