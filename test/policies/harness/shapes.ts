/** Cases that many rules share: a key that must be named, a switch, a word of a list. Joined to one case per type. */
import { changed } from "./subjects.ts";
import type { Break, Change, RuleCase } from "./rule-case.ts";

/** What one property adds to a case. */
export interface Shape {
  readonly given: Change;
  readonly absent: RuleCase["absent"];
  readonly unknown?: NonNullable<RuleCase["unknown"]>;
  readonly breaks: readonly Break[];
}

/** A case of several properties; what `more` says comes last, its breaks and variants beside the shapes' own. */
export function caseOf(
  type: string,
  shapes: readonly Shape[],
  {
    given = {},
    breaks = [],
    ...more
  }: Partial<Omit<RuleCase, "type" | "compliant">> & { readonly given?: Change } = {},
): RuleCase {
  return {
    type,
    compliant: changed({}, Object.assign({}, ...shapes.map((one) => one.given), given) as Change),
    absent: Object.assign({}, ...shapes.map(({ absent }) => absent)) as RuleCase["absent"],
    unknown: Object.assign({}, ...shapes.map(({ unknown }) => unknown ?? {})) as NonNullable<RuleCase["unknown"]>,
    breaks: [...shapes.flatMap((one) => one.breaks), ...breaks],
    ...more,
  };
}

/** A customer-managed key: any value but the provider's own alias; one that is not known yet is one. */
export function key(path: string): Shape {
  const wanted = `expected a customer-managed key; set ${path}`;
  const nothing = `${path}: got nothing (the provider's own key), ${wanted}`;
  const alias = "arn:aws:kms:eu-west-1:111122223333:alias/aws/service";
  return {
    given: { [path]: "the-tenants-key" },
    absent: { [path]: "fail" },
    unknown: { [path]: "pass" },
    breaks: [
      { why: `no ${path}`, change: { [path]: undefined }, reasons: [nothing] },
      { why: `empty ${path}`, change: { [path]: "" }, reasons: [nothing] },
      {
        why: `the provider's alias as ${path}`,
        change: { [path]: "alias/aws/x" },
        reasons: [`${path}: got alias/aws/x, ${wanted}`],
      },
      {
        why: `the ARN of the provider's alias as ${path}`,
        change: { [path]: alias },
        reasons: [`${path}: got ${alias}, ${wanted}`],
      },
    ],
  };
}

/** A switch, and what the provider takes where nobody sets it. */
export function flag(path: string, expected: boolean, absent: boolean): Shape {
  const wanted = `expected ${expected}; set ${path} to ${expected}`;
  return {
    given: { [path]: expected },
    absent: { [path]: absent === expected ? "pass" : "fail" },
    breaks: [
      {
        why: `${path} is ${!expected}`,
        change: { [path]: !expected },
        reasons: [`${path}: got ${!expected}, ${wanted}`],
      },
      ...(absent === expected
        ? []
        : [
            {
              why: `no ${path}`,
              change: { [path]: undefined },
              reasons: [`${path}: got nothing (the provider's default is ${absent}), ${wanted}`],
            },
          ]),
    ],
  };
}

export interface Words {
  readonly good: readonly [string, ...string[]];
  readonly bad: string;
  /** The provider's default, which is refused; left out: the provider wants a value. */
  readonly absent?: string;
  /** The message says to which value to set it: for checks of a single value. */
  readonly exact?: true;
}

/** One of a set of words. */
export function word(path: string, { good, bad, absent, exact }: Words): Shape {
  const wanted = `expected ${good.join(" or ")}; set ${path}${exact === true ? ` to ${good[0]}` : ""}`;
  const nothing =
    absent === undefined ? `got nothing; set ${path}` : `got nothing (the provider's default is ${absent}), ${wanted}`;
  return {
    given: { [path]: good[0] },
    absent: { [path]: "fail" },
    breaks: [
      { why: `${path} is ${bad}`, change: { [path]: bad }, reasons: [`${path}: got ${bad}, ${wanted}`] },
      { why: `no ${path}`, change: { [path]: undefined }, reasons: [`${path}: ${nothing}`] },
    ],
  };
}

/** Anything, but not nothing. */
export function set(path: string, value: unknown, hint: string): Shape {
  const reasons = [`${path}: got nothing, expected ${hint}; set ${path}`];
  return {
    given: { [path]: value },
    absent: { [path]: "fail" },
    unknown: { [path]: "pass" },
    breaks: [
      { why: `no ${path}`, change: { [path]: undefined }, reasons },
      { why: `empty ${path}`, change: { [path]: Array.isArray(value) ? [] : "" }, reasons },
    ],
  };
}
