export interface Latch {
  readonly promise: Promise<void>;
  /** Fulfils the promise. */
  readonly release: () => void;
}

export function latch(): Latch {
  let release = () => {};
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}
