/** Whoever was asked has pressed Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}
