import type { Clock } from "@luminarys/sdk-as/engine";
import type { ClientLink } from "./client-link.js";

/** Clients give up a request after some silence, often a minute. */
const BEAT_MS = 5000;

export interface Heartbeat {
  stop(): void;
}

/** Says how many seconds a call runs, for clients that wait, until the skill itself says how far it is. */
export function startHeartbeat(link: ClientLink, clock: Clock): Heartbeat {
  const startedMs = clock.now();
  let cancel: () => void;
  const wait = () => {
    cancel = clock.setTimer(BEAT_MS, () => {
      const seconds = Math.round((clock.now() - startedMs) / 1000);
      link.progress({ progress: seconds, message: `running for ${seconds} s` });
      wait();
    });
  };
  wait();
  return { stop: () => cancel() };
}
