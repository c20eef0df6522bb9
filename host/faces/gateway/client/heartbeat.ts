export interface HeartbeatOptions {
  /** 0 is none. */
  readonly everyMs: number;
  readonly setTimer: (delayMs: number, run: () => void) => () => void;
  /** How many messages have come. */
  readonly heard: () => number;
  /** Asks for an answer; never rejects. */
  readonly ask: () => void;
  /** Nothing came although it was asked for. */
  readonly onSilent: () => void;
}

/**
 * Notices a gateway that is gone though its connection stands, as after a laptop's sleep: pages don't see
 * pings. Gives what ends it.
 */
export function startHeartbeat(options: HeartbeatOptions): () => void {
  const { everyMs, setTimer, heard, ask, onSilent } = options;
  let cancel = () => {};
  let before = heard();
  let isAsked = false;
  const wait = () => {
    cancel = setTimer(everyMs, beat);
  };
  const beat = () => {
    const isSilent = heard() === before;
    before = heard();
    if (isSilent && isAsked) return void onSilent();
    if (isSilent) ask();
    isAsked = isSilent;
    wait();
  };
  if (everyMs > 0) wait();
  return () => cancel();
}
