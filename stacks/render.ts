/**
 * Answers questions about this checkout's stacks without engine and cloud: `node stacks/render.ts`, a question per line on
 * stdin, an answer per line on stdout, both JSON. `leasehold preview --changed` starts one in each of two checkouts and
 * compares the answers, so questions and answers must stay readable to an older and to a newer version.
 */
import { createInterface } from "node:readline";
import { dirname } from "node:path";
import { answer, type Question } from "./render/answer.ts";

const PROJECT_ROOT = dirname(import.meta.dirname);

// As in Pulumi.yaml and main.js: the SDK formats a stack trace per output property.
Error.stackTraceLimit = 1;
Reflect.deleteProperty(Error, "prepareStackTrace");

// What a program logs must not stand among the answers.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

for await (const line of createInterface({ input: process.stdin })) {
  const { id, ...question } = JSON.parse(line) as Question & { readonly id: number };
  write(`${JSON.stringify({ id, ...(await answer(PROJECT_ROOT, question)) })}\n`);
}
