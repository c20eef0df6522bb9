/** What a wrong argument is, for the error that refuses it. */
export function argumentKind(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (isBytes(value)) return "bytes";
  if (value instanceof Promise) return "a promise";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Also for bytes of another realm, which `instanceof` doesn't know. */
export function isBytes(value: unknown): boolean {
  return (
    ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Uint8Array]"
  );
}
