import type { Channel } from "../channel.js";

/** Two ends that are connected. */
export interface ChannelPair<T> {
  readonly near: Channel<T>;
  readonly far: Channel<T>;
}

export interface ChannelSuiteOptions<T> extends TestTools {
  /** Of the channels, for the titles. */
  readonly name: string;
  /** Connects two new ends; the suite closes them. */
  readonly createPair: () => ChannelPair<T> | Promise<ChannelPair<T>>;
  /** A frame that holds a number from 0. */
  readonly frame: (number: number) => T;
  /** The number of a frame that came. */
  readonly numberOf: (frame: T) => number;
  /** Whether the medium tells the peer why it was closed. */
  readonly carriesReason: boolean;
  /** How long a test waits for what should come. Default: 10 s. */
  readonly patienceMs?: number;
}

/** What the suite needs of a test runner; those of vitest and node:test fit. */
export interface TestTools {
  describe(title: string, run: () => void): unknown;
  test(title: string, run: () => Promise<void>): unknown;
}

/** One end of a pair, seen by what comes to it. */
export interface End {
  readonly channel: Channel<unknown>;
  send(number: number): Promise<void>;
  /** Sends these numbers and waits until the medium has taken all. */
  sendAll(numbers: readonly number[]): Promise<void>;
  /** Handles frames by noting them; `first` is done before. */
  listen(first?: (number: number) => void | Promise<void>): void;
  /** Notes when it is closed. */
  watch(): void;
  /** Numbers of frames, and `closed`, in the order in which they came. */
  readonly heard: readonly (number | "closed")[];
  /** Why it was closed, for each time that it was told. */
  readonly reasons: readonly (string | undefined)[];
  /** Waits until so much was heard. */
  hear(count: number): Promise<void>;
}

/** What a part of the suite is written with. */
export interface SuitePart extends TestTools {
  readonly carriesReason: boolean;
  /** A test with a pair of its own. */
  promise(title: string, run: (near: End, far: End) => Promise<void>): void;
}
