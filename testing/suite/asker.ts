import { decodeMessage, encodeMessage } from "../../engine/codec/message.js";
import type { HostFunctionName } from "../../engine/wire/host-functions.gen.js";
import type { World, WorldCall } from "./world.js";

/** An answer as it came over the wire; `error` and `error_code` when it failed. */
export type Answer = Readonly<Record<string, unknown>>;

/** Lets the probe ask a host function. Throws an Error when the probe itself fails. */
export async function ask(
  world: World,
  name: HostFunctionName,
  request: Readonly<Record<string, unknown>> = {},
  call: WorldCall = {},
): Promise<Answer> {
  const args = { name, request: encodeMessage(request) };
  const { value, error } = await world.call("ask", args, call);
  if (error) throw new Error(`Cannot ask ${name}: ${error}`);
  const answer = bytesOf(value);
  return answer.length === 0 ? {} : (decodeMessage(answer) as Answer);
}

/** Lets the probe ask within its next callback. */
export async function askLater(
  world: World,
  name: HostFunctionName,
  request: Readonly<Record<string, unknown>>,
): Promise<void> {
  await world.call("ask_later", { name, request: encodeMessage(request) });
}

/** What the probe's callbacks have heard, once there is so much; what takes too long is missing. */
export async function hear(world: World, count: number, call: WorldCall = {}): Promise<string[]> {
  for (let round = 0; ; round++) {
    const heard = (await world.call("events", {}, call)).value as string[];
    if (heard.length >= count || round === PATIENCE) return heard;
    await world.settle();
  }
}

/** How often a world is given time. */
const PATIENCE = 100;

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function text(content: Uint8Array): string {
  return new TextDecoder().decode(content);
}

/** Results that carry bytes are base64 text for some readers. */
function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return typeof value === "string" ? Buffer.from(value, "base64") : new Uint8Array();
}
