import type { StorePlace } from "../../../config/store-folder.js";
import { emptyConfig } from "../../../config/survey.js";
import type { Host } from "../../../host.js";
import type { HostNotice } from "../../../host-notice.js";
import { type HostStore, openHostStore } from "../../../store/open-host-store.js";
import { toJson } from "../../../values/to-json.js";
import { addTarget } from "../add-target.js";
import { readArguments } from "../arguments/read-arguments.js";
import { callSkill } from "../call-skill.js";
import { CallTrace } from "../call-trace.js";
import type { Workplace } from "../command-context.js";
import { demandMethod } from "../demand-method.js";
import { findSkill, type SkillTarget } from "../find-skill.js";
import { printNotices } from "../print-notices.js";
import { printPretty } from "../render/print-value.js";
import { CallEffects } from "../stored/call-effects.js";
import { keptNote } from "../stored/kept-note.js";
import { watchCommits } from "../stored/watch-commits.js";
import { harmless } from "../style.js";
import { signalCodes, type Terminal } from "../terminal.js";

/** How long another process may go on having the store. */
const STORE_WAIT_MS = 5000;
/** A wait that somebody notices is told. */
const TELL_MS = 1000;

export interface CallFlags {
  readonly config?: string;
  readonly manifest?: string;
  /** The arguments; true only asks for JSON as answer. */
  readonly json?: string | true;
  readonly session: string;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly trace?: boolean;
  /** Whether what the host has stored is used. */
  readonly store: boolean;
}

export interface WrittenCall {
  /** As findSkill takes it. */
  readonly name: string;
  readonly method: string;
  /** `--name value` and so on. */
  readonly tokens: readonly string[];
}

/** Calls a method of a skill and prints its answer. Gives the exit code. */
export async function callCommand(
  written: WrittenCall,
  { flags, place }: { flags: CallFlags; place: Workplace },
): Promise<number> {
  const { terminal, tools } = place;
  const { config, manifest } = flags;
  const target = findSkill(written.name, { terminal, config, manifest });
  const none = emptyConfig(terminal.cwd);
  const sections = target.listed?.sections ?? none;
  const { log, llm } = sections;
  const effects = new CallEffects();
  const trace = flags.trace ? new CallTrace({ skillId: target.manifest.id, effects }) : undefined;
  const print = printNotices(terminal, { format: "pretty", ...log });
  // Why a thread was ended is the call's own failure.
  const onNotice = (notice: HostNotice) => {
    trace?.notice(notice);
    if (notice.kind !== "worker_killed") print(notice);
  };
  const { store: kept, close } = await openStore(flags.store ? sections : none, terminal);
  const store = watchCommits(kept, (changes) => effects.add(changes));
  const host = await tools.createHost({ store, journal: trace?.journal, llm, onNotice });
  let interrupted: number | undefined;
  const unhear = terminal.onSignal((signal) => {
    interrupted = signalCodes[signal];
    void host.stop({ graceMs: 0 });
  });
  try {
    await carryOut(written, { target, flags, place, host, trace });
    const call = { target, config, method: written.method, forgets: !flags.store };
    terminal.err(harmless(keptNote(effects, call, terminal)));
    return 0;
  } catch (error) {
    if (interrupted === undefined) throw error;
    return interrupted;
  } finally {
    unhear();
    await host.stop({ graceMs: 0 });
    await close();
  }
}

/** Another call has the store for a moment only; a host that runs keeps it. */
async function openStore(place: StorePlace, { err }: Terminal): Promise<HostStore> {
  const tell = () => err("Waiting for another process that has the store open\n");
  const timer = setTimeout(tell, TELL_MS);
  try {
    return await openHostStore(place, { waitMs: STORE_WAIT_MS });
  } finally {
    clearTimeout(timer);
  }
}

interface Surroundings {
  readonly target: SkillTarget;
  readonly flags: CallFlags;
  readonly place: Workplace;
  readonly host: Host;
  readonly trace: CallTrace | undefined;
}

async function carryOut(
  { method: name, tokens }: WrittenCall,
  { target, flags, place, host, trace }: Surroundings,
): Promise<void> {
  const { terminal } = place;
  const add = () => addTarget(target, { host, place });
  const descriptor = await (trace ? trace.load(add) : add());
  const method = demandMethod(name, descriptor);
  const json = flags.json === true ? undefined : flags.json;
  const args = await readArguments({ tokens, json }, { method, terminal });
  const { session: sessionId, timeout: timeoutMs } = flags;
  const call = { skillId: target.manifest.id, method: name, args, sessionId, timeoutMs };
  const { value, llmContext } = await callSkill(call, { host, trace, terminal });
  if (llmContext) terminal.err(`For the model: ${harmless(llmContext)}\n`);
  const isJson = flags.json !== undefined || (value === null && method.result !== undefined);
  terminal.out(isJson ? `${JSON.stringify(toJson(value), null, 2)}\n` : printPretty(value));
}
