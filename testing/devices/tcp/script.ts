import { joinBytes } from "../../../engine/cores/archive/join-bytes.js";
import { demandOptions, optionKinds } from "../../option-check.js";
import { type Bytes, toBytes } from "../bytes.js";
import { type ConnectionFailure, connectionFailures, demandKind } from "../failure-kind.js";
import type { Step, Taken, Timed } from "../peer/peer-run.js";
import { tellSkill } from "../tell-skill.js";
import { quote } from "../unscripted.js";

/** What a peer does: it sends bytes, or ends the connection for that reason. */
export type TcpOut =
  | { readonly data: Uint8Array }
  | { readonly end: ConnectionFailure; readonly message: string };

/** The bytes that came in and weren't expected yet. */
export class ByteInbox {
  private chunks: Uint8Array[] = [];

  push(data: Uint8Array): void {
    if (data.length > 0) this.chunks.push(data.slice());
  }

  get bytes(): Uint8Array {
    const [first = new Uint8Array()] = this.chunks;
    if (this.chunks.length < 2) return first;
    const joined = joinBytes(this.chunks);
    this.chunks = [joined];
    return joined;
  }

  take(count: number): Uint8Array {
    const { bytes } = this;
    this.chunks = bytes.length > count ? [bytes.subarray(count)] : [];
    return bytes.subarray(0, count);
  }
}

/** Bytes to come next; an expression found in them; or how many of those that came are what is wanted. */
export type BytesMatch = Bytes | RegExp | ((received: Uint8Array) => number | undefined);

export interface SendOptions {
  /** Cuts it into pieces of so many bytes. */
  chunkBytes?: number;
  /** Waits so long, in virtual time, before each piece but the first. */
  everyMs?: number;
}

type Respond = (received: Uint8Array) => Bytes | undefined;

const sendShape = { chunkBytes: optionKinds.amount, everyMs: optionKinds.amount };
const replyShape = { ...sendShape, delayMs: optionKinds.amount };

const always =
  (bytes: Uint8Array): Respond =>
  () =>
    bytes;

/** What a peer does on each connection, step by step. */
export class TcpScript {
  readonly steps: Step<ByteInbox, TcpOut>[] = [];

  /** Sends bytes: at once, or the pieces of a list, or cut into pieces. */
  send(data: Bytes | readonly Bytes[], options: SendOptions = {}): this {
    demandOptions(options, { action: "script what the peer sends", shape: sendShape });
    return this.out(piecesOf(data, options));
  }

  /** Waits for bytes. Any others fail the skill's write. */
  expect(wanted: BytesMatch): this {
    const label = `.expect(${describeMatch(wanted)})`;
    const take = (inbox: ByteInbox) => emptied(takeBytes(inbox, wanted));
    this.steps.push({ kind: "expect", label, take, repeats: false });
    return this;
  }

  /** Answers whatever comes in; again and again when nothing comes after it. */
  reply(answer: Bytes | Respond, options: SendOptions & { delayMs?: number } = {}): this {
    demandOptions(options, { action: "script what the peer replies", shape: replyShape });
    const respond = typeof answer === "function" ? answer : always(toBytes(answer));
    const take = (inbox: ByteInbox) => respondTo(inbox, { respond, options });
    this.steps.push({ kind: "expect", label: ".reply(...)", take, repeats: true });
    return this;
  }

  /** Lets virtual time pass. */
  wait(ms: number): this {
    return this.out([{ delayMs: ms, out: { data: new Uint8Array() } }]);
  }

  /** Closes its side: the skill sees `eof`. */
  end(): this {
    return this.fail("eof", "the peer closed the connection");
  }

  reset(): this {
    return this.fail("reset", "the peer reset the connection");
  }

  /** Ends the connection with any kind of error. */
  fail(kind: ConnectionFailure, message = `the connection failed (${kind})`): this {
    demandKind(kind, { known: connectionFailures, action: "end the connection" });
    return this.out([{ delayMs: 0, out: { end: kind, message } }]);
  }

  private out(outs: readonly Timed<TcpOut>[]): this {
    this.steps.push({ kind: "out", outs });
    return this;
  }
}

export function piecesOf(data: Bytes | readonly Bytes[], options: SendOptions): Timed<TcpOut>[] {
  const { chunkBytes = Number.POSITIVE_INFINITY, everyMs = 0 } = options;
  const pieces = [data].flat().flatMap((piece) => chunksOf(toBytes(piece as Bytes), chunkBytes));
  return pieces.map((piece, index) => ({
    delayMs: index === 0 ? 0 : everyMs,
    out: { data: piece },
  }));
}

function chunksOf(data: Uint8Array, size: number): Uint8Array[] {
  if (data.length <= size) return [data.slice()];
  const count = Math.ceil(data.length / size);
  return Array.from({ length: count }, (_, i) => data.slice(i * size, (i + 1) * size));
}

function respondTo(
  inbox: ByteInbox,
  { respond, options }: { respond: Respond; options: SendOptions & { delayMs?: number } },
): Taken<readonly Timed<TcpOut>[]> {
  if (inbox.bytes.length === 0) return { state: "waiting" };
  const answer = respond(inbox.bytes.slice());
  if (answer === undefined) return { state: "wrong", found: describeBytes(inbox.bytes) };
  inbox.take(inbox.bytes.length);
  const [first, ...rest] = tellSkill(() => piecesOf(answer, options));
  const delayMs = options.delayMs ?? 0;
  return { state: "taken", value: first ? [{ ...first, delayMs }, ...rest] : [] };
}

function takeBytes(inbox: ByteInbox, wanted: BytesMatch): Taken<Uint8Array> {
  const { bytes } = inbox;
  if (bytes.length === 0) return { state: "waiting" };
  if (typeof wanted === "function" || wanted instanceof RegExp) {
    const count = typeof wanted === "function" ? wanted(bytes.slice()) : findEnd(bytes, wanted);
    return count === undefined
      ? { state: "waiting" }
      : { state: "taken", value: inbox.take(count) };
  }
  const want = toBytes(wanted);
  const length = Math.min(want.length, bytes.length);
  const fits = Buffer.compare(bytes.subarray(0, length), want.subarray(0, length)) === 0;
  if (!fits) return { state: "wrong", found: describeBytes(bytes) };
  if (length < want.length) return { state: "waiting" };
  return { state: "taken", value: inbox.take(length) };
}

/** One character stands for one byte, so that places agree. */
function findEnd(bytes: Uint8Array, expression: RegExp): number | undefined {
  const match = new RegExp(expression.source, expression.flags.replace(/[gy]/g, "")).exec(
    Buffer.from(bytes).toString("latin1"),
  );
  return match ? match.index + match[0].length : undefined;
}

function emptied(taken: Taken<unknown>): Taken<readonly Timed<TcpOut>[]> {
  return taken.state === "taken" ? { state: "taken", value: [] } : taken;
}

function describeMatch(wanted: BytesMatch): string {
  if (typeof wanted === "function") return "...";
  return wanted instanceof RegExp ? String(wanted) : describeBytes(toBytes(wanted));
}

/** As text when it is text, else in hex. */
export function describeBytes(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  if (!text.includes("\ufffd")) return quote(text);
  return quote(
    Buffer.from(bytes)
      .toString("hex")
      .replace(/..(?=.)/g, "$& "),
  );
}
