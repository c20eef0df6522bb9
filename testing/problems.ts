import { SkillTrapError } from "../engine/errors.js";
import type { MockHost } from "./mock-host.js";
import type { StateWrite } from "./watched-store.js";

/** How a scenario went. */
export interface RunRecord {
  readonly host: MockHost;
  /** What ended the scenario early. */
  readonly ended: { readonly error: unknown } | undefined;
}

export interface Problem {
  readonly problem: "trap" | "lost_state" | "leaked_connection";
  readonly message: string;
}

/** What a skill did badly after a fault, compared with the run without any. */
export function findProblems(struck: RunRecord, plain: RunRecord): Problem[] {
  return [...findTraps(struck), ...findLostState(struck, plain), ...findLeaks(struck, plain)];
}

/** A fault should be an error of the answer, not the end of the instance with all that it holds. */
function findTraps({ host }: RunRecord): Problem[] {
  return host.crashes
    .filter(({ error }) => error instanceof SkillTrapError)
    .map(({ method, error }) => ({
      problem: "trap",
      message: `"${method}" throws instead of answering with an error: ${placed(error)}`,
    }));
}

function placed(error: unknown): string {
  const { message, file, line, column } = error as SkillTrapError;
  return file === undefined ? message : `${message} (${file}:${line}:${column})`;
}

/** A state that is shorter than before the fault, and that is never written without it. */
function findLostState({ host }: RunRecord, plain: RunRecord): Problem[] {
  const struckAt = host.faults.injected[0]?.statesWritten;
  if (struckAt === undefined) return [];
  const before = new Map<string, Uint8Array>();
  for (const write of host.stateWrites.slice(0, struckAt)) before.set(keyOf(write), write.state);
  const usual = new Set(plain.host.stateWrites.map((write) => `${keyOf(write)} ${write.state}`));
  return host.stateWrites.slice(struckAt).flatMap((write) => {
    const kept = before.get(keyOf(write));
    if (!kept || write.state.length >= kept.length) return [];
    if (usual.has(`${keyOf(write)} ${write.state}`)) return [];
    const sizes = `${write.state.length} bytes replace ${kept.length}`;
    const message = `the state of session "${write.sessionId}" is lost: ${sizes}`;
    return [{ problem: "lost_state" as const, message }];
  });
}

function keyOf({ skillId, sessionId }: StateWrite): string {
  return JSON.stringify([skillId, sessionId]);
}

/** A scenario that ended early may not have come to where it closes. */
function findLeaks({ host, ended }: RunRecord, plain: RunRecord): Problem[] {
  if (ended) return [];
  const open = openIds(host);
  const usual = openIds(plain.host).length;
  if (open.length <= usual) return [];
  const message = `${open.join(", ")} stay open, ${usual} without the fault`;
  return [{ problem: "leaked_connection", message }];
}

function openIds(host: MockHost): string[] {
  return host.connections.filter(({ isOpen }) => isOpen).map(({ id }) => id);
}
