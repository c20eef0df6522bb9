import type { AreaName, HostFunctionName } from "../engine/wire/host-functions.gen.js";
import { hostFunctions } from "../engine/wire/host-functions.gen.js";
import { demandKind, type FaultKind, faultKinds } from "./devices/failure-kind.js";
import { demandHostFunction } from "./host-function.js";
import type { MockHost } from "./mock-host.js";
import { demandOptions, optionKinds } from "./option-check.js";
import { findProblems, type Problem, type RunRecord } from "./problems.js";
import { seededNumbers } from "./random.js";

/** What a test does with a host: it prepares levers and makes calls. */
export type Scenario = (host: MockHost) => void;

export interface CampaignOptions {
  /** Chooses the faults when there are more than `maxRuns`. Default: the host's. */
  readonly seed?: number;
  /** The host functions that fail. Default: all that the scenario calls. */
  readonly calls?: readonly HostFunctionName[];
  /** How they fail. Default: as is likely in their area. */
  readonly kinds?: readonly FaultKind[];
  /** Default 500. */
  readonly maxRuns?: number;
  /** Repeats one fault alone, whatever `calls` and `kinds` say, as a report names it: `3:reset`. */
  readonly only?: string;
}

export interface CampaignFailure extends Problem {
  /** Which host call of the scenario failed, from 1. */
  readonly index: number;
  readonly name: HostFunctionName;
  readonly kind: FaultKind;
  /** The line that runs this fault alone. */
  readonly repeat: string;
}

interface Fault {
  readonly index: number;
  readonly name: HostFunctionName;
  readonly kind: FaultKind;
}

const MAX_TIMERS = 10_000;

const network: readonly FaultKind[] = ["timeout", "reset", "unavailable"];
const local: readonly FaultKind[] = ["unavailable", "timeout"];
const likely: Readonly<Partial<Record<AreaName, readonly FaultKind[]>>> = {
  tcp: network,
  ws: network,
  http: network,
};

/** What became of a scenario with one fault at each of its host calls in turn. */
export class CampaignReport {
  /** How many faults were tried. */
  readonly runs: number;
  readonly failures: readonly CampaignFailure[];

  constructor(runs: number, failures: readonly CampaignFailure[]) {
    this.runs = runs;
    this.failures = failures;
  }

  /** One paragraph for each failure, with the line that repeats it; "" for none. */
  get text(): string {
    return this.failures
      .map(({ index, name, kind, message, repeat }) =>
        [`host call ${index}, ${name}, failed with ${kind}: ${message}`, `  ${repeat}`].join("\n"),
      )
      .join("\n");
  }

  /** Throws an Error that tells all failures, when there are any, and when nothing was tried. */
  demandNone(): void {
    const { length } = this.failures;
    if (this.runs === 0) {
      const hint = "let the scenario make host calls, those of `calls` among them";
      throw new Error(`Cannot pass the campaign: no fault was tried. Hint: ${hint}`);
    }
    if (length === 0) return;
    const count = `${length} of ${this.runs} faults are handled badly`;
    throw new Error(`Cannot pass the campaign: ${count}\n${this.text}`);
  }
}

/** Runs a scenario once without faults, then once for each fault, each time on a host of its own. */
export function runCampaign(
  createHost: () => MockHost,
  { scenario, ...options }: CampaignOptions & { readonly scenario: Scenario },
): CampaignReport {
  demandCampaign(options);
  const plain = play(createHost(), scenario);
  if (plain.ended) throw plain.ended.error;
  const seed = options.seed ?? plain.host.options.seed ?? 1;
  const faults = chooseFaults(plain.host.faults.calls, { ...options, seed });
  const failures = faults.flatMap((fault) => {
    const host = createHost();
    host.faults.at(fault.index, fault.kind);
    const struck = play(host, scenario);
    const only = `${fault.index}:${fault.kind}`;
    const repeat = `host.faults.campaign(scenario, { seed: ${seed}, only: "${only}" })`;
    return findProblems(struck, plain).map((problem) => ({ ...fault, ...problem, repeat }));
  });
  return new CampaignReport(faults.length, failures);
}

const shape = {
  seed: optionKinds.number,
  calls: optionKinds.listOfTexts,
  kinds: optionKinds.listOfTexts,
  maxRuns: optionKinds.amount,
  only: optionKinds.text,
};

/** Throws a TypeError for what is no option of a campaign. */
function demandCampaign(options: CampaignOptions): void {
  const action = "run a campaign";
  demandOptions(options, { action, shape });
  for (const name of options.calls ?? []) demandHostFunction(name, action);
  for (const kind of options.kinds ?? []) demandKind(kind, { known: faultKinds, action });
}

function play(host: MockHost, scenario: Scenario): RunRecord {
  try {
    demandSynchronous(scenario(host));
    for (let count = 0; count < MAX_TIMERS && host.clock.runNext(); ) count++;
    return { host, ended: undefined };
  } catch (error) {
    return { host, ended: { error } };
  }
}

/** What a promise does later would be missed. */
function demandSynchronous(given: unknown): void {
  if (!(given instanceof Promise)) return;
  given.catch(() => {});
  throw new TypeError("Cannot play the scenario: it gave a promise, expected it to be synchronous");
}

/** Throws a TypeError for what no report names. */
function readFault(text: string, made: readonly HostFunctionName[]): Fault {
  const [index = "", kind = ""] = text.split(":");
  const name = made[Number(index) - 1];
  if (name && kind !== "") return { index: Number(index), name, kind: kind as FaultKind };
  const wanted = `expected one such as "1:reset", of ${made.length} host calls`;
  throw new TypeError(`Cannot repeat fault "${text}": ${wanted}`);
}

function chooseFaults(
  made: readonly HostFunctionName[],
  { seed, calls, kinds, maxRuns = 500, only }: CampaignOptions & { readonly seed: number },
): Fault[] {
  if (only !== undefined) return [readFault(only, made)];
  const all = made.flatMap((name, at) => {
    if (calls && !calls.includes(name)) return [];
    const wanted = kinds ?? likely[hostFunctions[name].area] ?? local;
    return wanted.map((kind) => ({ index: at + 1, name, kind }));
  });
  if (all.length <= maxRuns) return all;
  const random = seededNumbers(seed);
  return all
    .map((fault) => ({ fault, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, maxRuns)
    .map(({ fault }) => fault)
    .sort((a, b) => a.index - b.index);
}
