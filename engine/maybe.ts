/** A value, on a host whose devices answer at once, or a promise of it, on any other. */
export type Maybe<T> = T | Promise<T>;

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

/** Goes on with the value: at once when it is there. */
export function chain<T, U>(value: Maybe<T>, next: (value: T) => Maybe<U>): Maybe<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Runs it and tells how it ended; never throws, never rejects. */
export function attempt<T>(run: () => Maybe<T>): Maybe<Outcome<T>> {
  try {
    const value = run();
    return value instanceof Promise ? value.then(succeeded, failed) : succeeded(value);
  } catch (error) {
    return failed(error);
  }
}

/** The value of an outcome. Throws what failed. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw outcome.error;
  return outcome.value;
}

/** Waits for all of them; at once when none is a promise. */
export function joinAll(parts: readonly Maybe<void>[]): Maybe<void> {
  const promises = parts.filter((part) => part instanceof Promise);
  return promises.length > 0 ? Promise.all(promises).then(() => undefined) : undefined;
}

/** All values; at once when none is a promise. */
export function collect<T>(values: readonly Maybe<T>[]): Maybe<T[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as T[]);
}

/** The value itself. Throws a TypeError for a promise; `what` says what was wanted. */
export function requireValue<T>(value: Maybe<T>, what: string): T {
  if (!(value instanceof Promise)) return value;
  throw new TypeError(`Cannot ${what} synchronously: a device or the store gave a promise`);
}

function succeeded<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

function failed(error: unknown): { ok: false; error: unknown } {
  return { ok: false, error };
}
