import { tellSkill } from "./tell-skill.js";

type Give<Request, Answer> = (request: Request) => Answer;

interface Prepared<Request, Answer> {
  readonly give: Give<Request, Answer>;
  left: number;
  taken: number;
}

export interface RuleParts<Request> {
  readonly lever: string;
  readonly name: string;
  readonly pattern: string | RegExp;
  readonly fits: (request: Request) => boolean;
}

/** What one lever prepares: answers in order, of which the last is given again and again. */
export class Rule<Request, Answer> {
  /** The lever as a test writes it: `host.shell.on("git status")`. */
  readonly lever: string;
  /** What it is for, to be compared with what is asked. */
  readonly name: string;
  /** The glob or text that it was made with; undefined for an expression. */
  readonly pattern: string | undefined;
  private readonly fits: (request: Request) => boolean;
  private readonly prepared: Prepared<Request, Answer>[] = [];
  private counted = false;

  constructor(rule: RuleParts<Request>) {
    this.lever = rule.lever;
    this.name = rule.name;
    this.pattern = typeof rule.pattern === "string" ? rule.pattern : undefined;
    this.fits = rule.fits;
  }

  /** Gives the last answer once. */
  once(): this {
    return this.times(1);
  }

  /** Gives the last answer so many times. */
  times(count: number): this {
    const last = this.prepared.at(-1);
    if (!last) throw new TypeError(`Cannot count the answers of ${this.lever}: it has none`);
    last.left = count;
    this.counted = true;
    return this;
  }

  /** Gives the last answer from here on; that is what it does unless told otherwise. */
  always(): this {
    return this.times(Number.POSITIVE_INFINITY);
  }

  /** Undefined when it doesn't fit, or when it has nothing left to give. */
  take(request: Request): Answer | undefined {
    const next = this.prepared.find(({ left }) => left > 0);
    if (!next || !this.fits(request)) return undefined;
    next.left--;
    next.taken++;
    return next.give(request);
  }

  /** What has never been given. */
  unused(): string[] {
    if (this.prepared.every(({ taken }) => taken === 0)) return [this.lever];
    return this.prepared.flatMap(({ taken }, index) =>
      taken === 0 ? [`${this.lever}, answer ${index + 1}`] : [],
    );
  }

  /**
   * Gives an answer, or what a function of the test gives. `demand` throws a TypeError for a wrong one:
   * at once, or in the answer to the skill.
   */
  protected give<Some extends Answer>(
    answer: Some | Give<Request, Some>,
    demand: (answer: Some) => void,
  ): this {
    if (typeof answer !== "function") {
      demand(answer);
      return this.add(() => answer);
    }
    return this.add((request) => {
      const given = (answer as Give<Request, Some>)(request);
      tellSkill(() => demand(given));
      return given;
    });
  }

  protected add(give: Give<Request, Answer>): this {
    const last = this.prepared.at(-1);
    if (last && !this.counted) last.left = 1;
    this.prepared.push({ give, left: Number.POSITIVE_INFINITY, taken: 0 });
    this.counted = false;
    return this;
  }
}

/** The rules of a device. The one scripted last is asked first. */
export class Rules<Request, Answer, Kind extends Rule<Request, Answer>> {
  private readonly rules: Kind[] = [];

  add(rule: Kind): Kind {
    this.rules.push(rule);
    return rule;
  }

  take(request: Request): Answer | undefined {
    for (const rule of this.rules.toReversed()) {
      const answer = rule.take(request);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  get names(): string[] {
    return this.rules.map(({ name }) => name);
  }

  get patterns(): string[] {
    return this.rules.flatMap(({ pattern }) => pattern ?? []);
  }

  unused(): string[] {
    return this.rules.flatMap((rule) => rule.unused());
  }
}
