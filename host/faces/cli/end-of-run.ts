import { type EndSignal, signalCodes, type Terminal } from "./terminal.js";

/** Timers take no more; it only keeps the process alive. */
const LONG_MS = 2 ** 31 - 1;

/** The first signal asks to end, the second one ends the process. */
export class EndOfRun {
  readonly signal: Promise<EndSignal>;
  private readonly unhear: () => void;
  private readonly alive = setInterval(() => {}, LONG_MS);

  constructor(terminal: Terminal) {
    let unhear = () => {};
    this.signal = new Promise((resolve) => {
      let count = 0;
      unhear = terminal.onSignal((signal) => {
        count++;
        if (count === 1) resolve(signal);
        else terminal.exit(signalCodes[signal]);
      });
    });
    this.unhear = unhear;
  }

  close(): void {
    clearInterval(this.alive);
    this.unhear();
  }
}
