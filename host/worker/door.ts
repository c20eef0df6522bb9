import type { RawResult } from "@luminarys/sdk-as/engine";
import { putAnswer, putCalls, takeAnswer, takeCalls } from "./call-packet.js";
import type { ThreadCalls } from "./messages.js";
import { PacketReader, PacketWriter } from "./packet.js";
import { word } from "./shared-words.js";

/*
 * How a thread that has answered gets its next calls: without its event loop, whose wake-up costs
 * several times what a notification does.
 *
 * It stays at the door for a while: it sets `door` to OPEN, tells of its answer and waits for as long as
 * the door is OPEN. The main thread writes calls into the door's bytes, exchanges OPEN for CALLED and
 * notifies. Who waits no longer exchanges OPEN for SHUT. Only one exchange succeeds: a main thread
 * that comes too late posts its calls as a message, a thread that would leave too late runs the
 * calls. So they are run once and no wake-up is lost.
 *
 * Answers come in the same bytes and are told by ANSWERED: a thread has taken its calls out of them
 * before, and the main thread makes no call before it has taken the answer. What doesn't fit is
 * sent as a message, either way.
 */

/** What says that an answer stands in the door's bytes. */
export const ANSWERED = 1;

const SHUT = 0;
const OPEN = 1;
const CALLED = 2;

const DOOR_BYTES = 64 * 1024;

export interface DoorEnds {
  readonly words: SharedArrayBuffer;
  readonly doorBytes: SharedArrayBuffer;
}

export function createDoorEnds(words: SharedArrayBuffer): DoorEnds {
  return { words, doorBytes: new SharedArrayBuffer(DOOR_BYTES) };
}

/** The skill's end. */
export class ThreadDoor {
  private readonly words: Int32Array;
  private readonly writer: PacketWriter;
  private readonly reader: PacketReader;

  constructor({ words, doorBytes }: DoorEnds) {
    this.words = new Int32Array(words);
    this.writer = new PacketWriter(doorBytes);
    this.reader = new PacketReader(doorBytes);
  }

  /** To be called before the answer is told, and `wait` after it. */
  open(): void {
    Atomics.store(this.words, word.door, OPEN);
  }

  /** Gives false for an answer that has to be a message. */
  putAnswer(answer: RawResult): boolean {
    this.writer.begin();
    putAnswer(this.writer, answer);
    return this.writer.end();
  }

  /** Gives the next calls; undefined when the next ones come as messages. */
  wait(ms: number): ThreadCalls | undefined {
    const { words } = this;
    Atomics.wait(words, word.door, OPEN, ms);
    Atomics.compareExchange(words, word.door, OPEN, SHUT);
    if (Atomics.load(words, word.door) !== CALLED) return undefined;
    Atomics.store(words, word.door, SHUT);
    this.reader.begin();
    return takeCalls(this.reader);
  }
}

/** The main thread's end. */
export class MainDoor {
  private readonly words: Int32Array;
  private readonly writer: PacketWriter;
  private readonly reader: PacketReader;

  constructor({ words, doorBytes }: DoorEnds) {
    this.words = new Int32Array(words);
    this.writer = new PacketWriter(doorBytes);
    this.reader = new PacketReader(doorBytes);
  }

  /** Gives false when nobody waits there, or for calls that have to be a message. */
  call(calls: ThreadCalls): boolean {
    const { words, writer } = this;
    if (Atomics.load(words, word.door) !== OPEN) return false;
    writer.begin();
    putCalls(writer, calls);
    return writer.end() && this.leave(CALLED);
  }

  /** ANSWERED has come. */
  takeAnswer(): RawResult {
    this.reader.begin();
    return takeAnswer(this.reader);
  }

  /** Sends who waits back to its event loop. */
  shut(): void {
    this.leave(SHUT);
  }

  private leave(state: typeof CALLED | typeof SHUT): boolean {
    const { words } = this;
    if (Atomics.compareExchange(words, word.door, OPEN, state) !== OPEN) return false;
    Atomics.notify(words, word.door);
    return true;
  }
}
