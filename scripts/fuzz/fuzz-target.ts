/** A part of the project that takes what strangers send. */
export interface FuzzTarget {
  readonly name: string;
  /** Good inputs, from which others are made. */
  readonly corpus: readonly Uint8Array[];
  /** Pieces of its language for a target that reads text; none for one that reads bytes. */
  readonly words?: readonly string[];
  /** Throws a Finding, or anything else that its promise doesn't know. */
  run(input: Uint8Array): void | Promise<void>;
  /** Takes away what it keeps outside of the process. */
  close?(): void;
}

/** A promise that an input broke. */
export class Finding extends Error {
  override readonly name = "Finding";
}

/** Throws a Finding unless the promise holds. */
export function promise(holds: boolean, words: string): asserts holds {
  if (!holds) throw new Finding(words);
}

/** What `run` gives; undefined when it throws one of the `documented` classes. */
export function unlessRefused<T>(
  run: () => T,
  ...documented: (abstract new (
    ...args: never
  ) => Error)[]
): T | undefined {
  try {
    return run();
  } catch (error) {
    if (documented.some((each) => error instanceof each)) return undefined;
    throw error;
  }
}

export function toText(input: Uint8Array): string {
  return new TextDecoder().decode(input);
}

export function fromText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
