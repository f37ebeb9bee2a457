/** One run of the pack: settings and tenant found once, verdicts gathered, the ledger written. */
import { assessResource, assessStack, type Judgement } from "./assess.ts";
import { RuleIndex } from "./judge.ts";
import { judgedDay } from "./judged-day.ts";
import { ledgerHead, LedgerWriter } from "./ledger.ts";
import { RULES } from "./rules.ts";
import { parseSettings } from "./settings.ts";
import { parseUrn, stackUrnOf, type Subject } from "./subject.ts";
import { contextOf } from "./tenant-source.ts";
import type { Verdict } from "./verdict.ts";
import { readWaivers } from "./waivers.ts";

export class PackRun {
  readonly judgement: Judgement;
  readonly #ledger: LedgerWriter | undefined;
  readonly #verdicts: Verdict[] = [];
  readonly #stackUrn: string;

  /**
   * @param urn of the first resource: a pack cannot see the name of the stack otherwise
   * @param given the settings as the engine hands them over
   * @throws RangeError, InvalidInput when settings, waivers or the tenant's file have problems: nothing is judged by guess
   */
  constructor(urn: string, given: unknown) {
    const settings = parseSettings(given);
    const { stack, project } = parseUrn(urn);
    const today = settings.today ?? judgedDay();
    const context = contextOf(stack, project, settings);
    this.judgement = { index: new RuleIndex(RULES), context, waivers: readWaivers(RULES, settings.waivers), today };
    this.#stackUrn = stackUrnOf(stack, project);
    if (settings.ledger !== undefined)
      this.#ledger = new LedgerWriter(settings.ledger, ledgerHead(context, project, today));
  }

  /** Judges one resource. */
  resource(subject: Subject): Verdict[] {
    return this.#record(assessResource(this.judgement, subject));
  }

  /** Judges the stack; afterwards the ledger is complete. */
  stack(subjects: readonly Subject[]): Verdict[] {
    const verdicts = this.#record(assessStack(this.judgement, subjects, this.#stackUrn, this.#verdicts));
    this.#ledger?.end();
    return verdicts;
  }

  #record(verdicts: Verdict[]): Verdict[] {
    this.#verdicts.push(...verdicts);
    this.#ledger?.write(verdicts);
    return verdicts;
  }
}
