import {
  encodeMessage,
  type HostFunctionName,
  hostFunctions,
  type Maybe,
} from "@luminarys/sdk-as/engine";
import { word } from "./shared-words.js";

/*
 * How a skill's thread asks the main thread and sleeps until it is answered.
 *
 * They share words and bytes; bytes grow when a message needs it. The skill's thread writes its
 * request into bytes, its length and the function's number into words, sets `turn` to ASKED, tells
 * of it by ASK and waits for as long as `turn` is ASKED. The main thread copies the request, asks the device,
 * writes the answer and its length the same way, sets `turn` to ANSWERED and notifies. `turn` is
 * always written last, and a wait on a turn that has passed returns at once: no wake-up is lost.
 * There is one request at a time, because its thread sleeps meanwhile.
 */

/** What says that the turn is the main thread's. */
export const ASK = 0;

const ASKED = 1;
const ANSWERED = 2;

const FIRST_BYTES = 64 * 1024;
const MAX_BYTES = 512 * 1024 * 1024;
/** Bytes that outlive the call they grew in. */
const KEEP_BYTES = 1024 * 1024;

const names = Object.keys(hostFunctions) as HostFunctionName[];

/** What Node has and the library of our target doesn't declare. */
interface GrowableBuffer extends SharedArrayBuffer {
  grow(byteLength: number): void;
}

export function createBytes(): SharedArrayBuffer {
  const Growable = SharedArrayBuffer as unknown as new (
    byteLength: number,
    options: { maxByteLength: number },
  ) => SharedArrayBuffer;
  return new Growable(FIRST_BYTES, { maxByteLength: MAX_BYTES });
}

/** Whether a call left so much that the next one had better begin with new bytes. */
export function isSwollen(bytes: SharedArrayBuffer): boolean {
  return bytes.byteLength > KEEP_BYTES;
}

export interface BridgeEnds {
  readonly words: SharedArrayBuffer;
  readonly bytes: SharedArrayBuffer;
  /** The main thread's numbers of the host functions: the threads' files may be of another version. */
  readonly numbers: ReadonlyMap<HostFunctionName, number>;
}

export function createBridgeEnds(words: SharedArrayBuffer): BridgeEnds {
  const numbers = new Map(names.map((name, number) => [name, number]));
  return { words, bytes: createBytes(), numbers };
}

/** The skill's end. */
export class BridgeClient {
  bytes: SharedArrayBuffer;
  private readonly words: Int32Array;
  private readonly numbers: BridgeEnds["numbers"];
  private readonly tell: (told: typeof ASK) => void;

  /** `tell` reaches the main thread's end. */
  constructor({ words, bytes, numbers }: BridgeEnds, tell: (told: typeof ASK) => void) {
    this.words = new Int32Array(words);
    this.numbers = numbers;
    this.bytes = bytes;
    this.tell = tell;
  }

  /** Gives the answer's bytes, valid until the next request. */
  ask(name: HostFunctionName, request: Uint8Array): Uint8Array {
    const { words, bytes } = this;
    if (!put(bytes, request)) return tooLarge(name, "the request");
    words[word.hostFunction] = this.numbers.get(name) as number;
    words[word.length] = request.length;
    Atomics.store(words, word.turn, ASKED);
    this.tell(ASK);
    while (Atomics.load(words, word.turn) === ASKED) Atomics.wait(words, word.turn, ASKED);
    return new Uint8Array(bytes, 0, words[word.length]);
  }
}

/** Answers a request, now or later; never fails. */
export type AnswerHostCall = (name: HostFunctionName, request: Uint8Array) => Maybe<Uint8Array>;

/** The main thread's end. */
export class BridgeServer {
  bytes: SharedArrayBuffer;
  private readonly words: Int32Array;
  private readonly serve: AnswerHostCall;
  private readonly onReply: () => void;
  private asking = false;
  private closed = false;

  /** `onReply` is called before the skill's thread goes on. */
  constructor({ words, bytes }: BridgeEnds, serve: AnswerHostCall, onReply = () => {}) {
    this.words = new Int32Array(words);
    this.bytes = bytes;
    this.serve = serve;
    this.onReply = onReply;
  }

  /** Whether a device is at work. */
  get busy(): boolean {
    return this.asking;
  }

  /** ASK has come. */
  answer(): Maybe<void> {
    const { words } = this;
    const name = names[words[word.hostFunction] as number] as HostFunctionName;
    const request = new Uint8Array(this.bytes, 0, words[word.length]).slice();
    this.asking = true;
    const answer = this.serve(name, request);
    if (answer instanceof Promise) return answer.then((late) => this.reply(name, late));
    this.reply(name, answer);
  }

  /** The skill's thread has ended: answers that come now are dropped. */
  close(): void {
    this.closed = true;
    this.asking = false;
  }

  private reply(name: HostFunctionName, answer: Uint8Array): void {
    if (this.closed) return;
    const { words, bytes } = this;
    const message = put(bytes, answer) ? answer : tooLarge(name, "the answer");
    if (message !== answer) put(bytes, message);
    words[word.length] = message.length;
    this.asking = false;
    this.onReply();
    Atomics.store(words, word.turn, ANSWERED);
    Atomics.notify(words, word.turn);
  }
}

/** Gives false for what is larger than bytes can grow. */
function put(bytes: SharedArrayBuffer, message: Uint8Array): boolean {
  const { length } = message;
  if (length > MAX_BYTES) return false;
  if (length > bytes.byteLength) {
    (bytes as GrowableBuffer).grow(Math.min(MAX_BYTES, Math.max(length, bytes.byteLength * 2)));
  }
  new Uint8Array(bytes, 0, length).set(message);
  return true;
}

function tooLarge(name: HostFunctionName, what: string): Uint8Array {
  const most = `${MAX_BYTES / 1024 / 1024} MiB`;
  const error = `Cannot call ${name}: ${what} is larger than ${most}`;
  return encodeMessage({ error, error_code: "too_large" });
}
