import { joinBytes } from "../../../engine/cores/archive/join-bytes.js";
import { HostError } from "../../../engine/errors.js";
import { networkError } from "../network-failure.js";
import type { PeerRun } from "../peer/peer-run.js";
import type { Wait } from "../wait.js";
import type { ByteInbox, TcpOut } from "./script.js";

/** A peer that has begun to answer and then is silent for so long is taken to have answered. */
const QUIET_MS = 50;

export interface OneShot {
  run: PeerRun<ByteInbox, TcpOut>;
  wait: Wait;
  maxBytes: number;
  /** Stands after `Cannot`. */
  action: string;
}

/**
 * What a peer answers to the bytes in its inbox: until it closes, `maxBytes` are there, or it falls
 * silent. Throws a HostError when nothing comes, or the connection breaks.
 */
export function receiveAnswer({ run, wait, maxBytes, action }: OneShot): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  let silentMs = 0;
  for (;;) {
    const next = run.next();
    if (next.state === "wrong") {
      const message = `Cannot ${action}: the peer expects ${next.wanted}, found ${next.found}`;
      throw new HostError(message, { code: "unavailable" });
    }
    const delayMs = next.state === "out" ? next.delayMs : Number.POSITIVE_INFINITY;
    const quietMs = Math.min(QUIET_MS - silentMs, wait.leftMs);
    if (size > 0 && delayMs >= quietMs) {
      wait.pass(quietMs);
      return joinBytes(parts);
    }
    if (next.state === "waiting") throw wait.exhaust();
    wait.spend(delayMs);
    if ("end" in next.out) {
      if (next.out.end === "eof") return joinBytes(parts);
      throw endOf(next.out.end, { wait, action });
    }
    silentMs = next.out.data.length > 0 ? 0 : silentMs + delayMs;
    parts.push(next.out.data);
    size += next.out.data.length;
    if (size >= maxBytes) return joinBytes(parts).slice(0, maxBytes);
  }
}

function endOf(
  kind: "reset" | "timeout" | "tls" | "io",
  { wait, action }: { wait: Wait; action: string },
): HostError {
  return kind === "timeout" ? wait.exhaust() : networkError(kind, action);
}
