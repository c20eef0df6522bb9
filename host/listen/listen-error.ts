/** A server that can't be opened as it is configured. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}
