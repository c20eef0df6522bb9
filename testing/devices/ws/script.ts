import { isDeepStrictEqual } from "node:util";
import { demandOptions, optionKinds } from "../../option-check.js";
import { type Bytes, toBytes } from "../bytes.js";
import { type ConnectionFailure, connectionFailures, demandKind } from "../failure-kind.js";
import type { Step, Taken, Timed } from "../peer/peer-run.js";
import { describeBytes } from "../tcp/script.js";
import { tellSkill } from "../tell-skill.js";

export interface WsMessage {
  readonly type: "text" | "binary";
  readonly data: Uint8Array;
}

/** What a peer does. */
export type WsOut =
  | WsMessage
  | { readonly type: "ping" }
  | { readonly type: "pause" }
  | { readonly type: "close"; readonly code: number; readonly reason: string }
  | { readonly type: "drop"; readonly kind: ConnectionFailure; readonly message: string };

/** The messages that came in and weren't expected yet. */
export class MessageInbox {
  readonly messages: WsMessage[] = [];

  push(message: WsMessage): void {
    this.messages.push(message);
  }
}

/** A text, bytes, an expression for a text, or a test of the message. */
export type MessageMatch = Bytes | RegExp | ((message: WsMessage) => boolean);

/** What to answer: a string is a text message, bytes are a binary one. */
type Respond = (message: WsMessage) => Bytes | undefined;

const replyShape = { delayMs: optionKinds.amount };

/** What a peer does on each connection, step by step. */
export class WsScript {
  readonly steps: Step<MessageInbox, WsOut>[] = [];

  /** Sends a string as text, bytes as binary. */
  send(data: Bytes): this {
    return this.out(messageOf(data));
  }

  json(value: unknown): this {
    return this.send(JSON.stringify(value));
  }

  /** Waits for a message. Any other fails the skill's send. */
  expect(wanted: MessageMatch): this {
    return this.take(`.expect(${describeMatch(wanted)})`, (message) => fits(message, wanted));
  }

  expectJson(wanted: unknown): this {
    const label = `.expectJson(${JSON.stringify(wanted)})`;
    return this.take(label, ({ data }) => isDeepStrictEqual(parseJson(data), wanted));
  }

  /** Answers each message that comes in; again and again when nothing comes after it. */
  reply(answer: Bytes | Respond, options: { delayMs?: number } = {}): this {
    demandOptions(options, { action: "script what the peer replies", shape: replyShape });
    const { delayMs = 0 } = options;
    // A wrong one is told where it's written.
    if (typeof answer !== "function") toBytes(answer);
    const respond = typeof answer === "function" ? answer : () => answer;
    const take = (inbox: MessageInbox) => respondTo(inbox, { respond, delayMs });
    this.steps.push({ kind: "expect", label: ".reply(...)", take, repeats: true });
    return this;
  }

  /** Pings; the host answers, and the skill hears nothing of it. */
  ping(): this {
    return this.out({ type: "ping" });
  }

  /** Lets virtual time pass. */
  wait(ms: number): this {
    this.steps.push({ kind: "out", outs: [{ delayMs: ms, out: { type: "pause" } }] });
    return this;
  }

  close(code = 1000, reason = ""): this {
    return this.out({ type: "close", code, reason });
  }

  reset(): this {
    return this.fail("reset", "the peer reset the connection");
  }

  /** Ends the connection without a closing handshake. */
  fail(kind: ConnectionFailure, message = `the connection failed (${kind})`): this {
    demandKind(kind, { known: connectionFailures, action: "end the connection" });
    return this.out({ type: "drop", kind, message });
  }

  private out(out: WsOut): this {
    this.steps.push({ kind: "out", outs: [{ delayMs: 0, out }] });
    return this;
  }

  private take(label: string, test: (message: WsMessage) => boolean): this {
    const take = ({ messages }: MessageInbox): Taken<readonly Timed<WsOut>[]> => {
      const [message] = messages;
      if (!message) return { state: "waiting" };
      if (!test(message)) return { state: "wrong", found: describeMessage(message) };
      messages.shift();
      return { state: "taken", value: [] };
    };
    this.steps.push({ kind: "expect", label, take, repeats: false });
    return this;
  }
}

export function messageOf(data: Bytes): WsMessage {
  return { type: typeof data === "string" ? "text" : "binary", data: toBytes(data).slice() };
}

function respondTo(
  { messages }: MessageInbox,
  { respond, delayMs }: { respond: Respond; delayMs: number },
): Taken<readonly Timed<WsOut>[]> {
  const [message] = messages;
  if (!message) return { state: "waiting" };
  const answer = respond(message);
  if (answer === undefined) return { state: "wrong", found: describeMessage(message) };
  messages.shift();
  const out = tellSkill(() => messageOf(answer));
  return { state: "taken", value: [{ delayMs, out }] };
}

function fits(message: WsMessage, wanted: MessageMatch): boolean {
  if (typeof wanted === "function") return wanted(message);
  if (wanted instanceof RegExp)
    return message.type === "text" && textOf(message).search(wanted) >= 0;
  const { type, data } = messageOf(wanted);
  return message.type === type && Buffer.compare(message.data, data) === 0;
}

function textOf({ data }: WsMessage): string {
  return new TextDecoder().decode(data);
}

function parseJson(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(data));
  } catch {
    return undefined;
  }
}

function describeMatch(wanted: MessageMatch): string {
  if (typeof wanted === "function") return "...";
  return wanted instanceof RegExp ? String(wanted) : describeMessage(messageOf(wanted));
}

function describeMessage({ type, data }: WsMessage): string {
  return type === "text" ? describeBytes(data) : `${data.length} bytes ${describeBytes(data)}`;
}
