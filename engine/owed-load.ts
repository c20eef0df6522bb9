import { InvokeError } from "./errors.js";

/** For each skill; a step of a chain is one call, whoever is called. */
const MOST_CALLS = 10_000;
const MOST_MIB = 64;
const MOST_BYTES = MOST_MIB * 1024 * 1024;

interface Load {
  calls: number;
  bytes: number;
}

/**
 * What each skill has asked for by commands and isn't done yet: calls, messages, schedules, and results
 * that wait for it. It is all in the host's memory, and a skill may ask faster than anybody works.
 */
export class OwedLoad {
  private readonly loads = new Map<string, Load>();

  /** Throws an InvokeError when a skill has asked for too much to ask for so much more. */
  demandRoom(skillId: string, { calls = 1, bytes }: { calls?: number; bytes: number }): void {
    const load = this.loadOf(skillId);
    const refuse = (what: string) => {
      throw new InvokeError(`"${skillId}" waits for ${what} already`, { code: "queue_full" });
    };
    if (load.calls + calls > MOST_CALLS) refuse(`${load.calls} calls of at most ${MOST_CALLS}`);
    if (load.bytes + bytes > MOST_BYTES) refuse(`${load.bytes} bytes of at most ${MOST_MIB} MiB`);
  }

  /** Whether a result may wait that is so large. */
  fits(skillId: string, bytes: number): boolean {
    return this.loadOf(skillId).bytes + bytes <= MOST_BYTES;
  }

  /** Counts one. Gives what takes it away again, once. */
  add(skillId: string, bytes: number): () => void {
    const load = this.loadOf(skillId);
    this.loads.set(skillId, load);
    load.calls++;
    load.bytes += bytes;
    let isThere = true;
    return () => {
      if (!isThere) return;
      isThere = false;
      load.calls--;
      load.bytes -= bytes;
      if (load.calls === 0) this.loads.delete(skillId);
    };
  }

  private loadOf(skillId: string): Load {
    return this.loads.get(skillId) ?? { calls: 0, bytes: 0 };
  }
}
