/**
 * - `closed`: the channel was closed, before or while a frame was sent
 * - `full`: too many frames are still to be taken
 * - `invalid`: the medium can't carry such a frame
 * - `too_large`: the frame has more bytes than are allowed
 * - `unavailable`: the peer can't be reached, or refuses
 */
export type ChannelErrorCode = "closed" | "full" | "invalid" | "too_large" | "unavailable";

/** Why a frame wasn't sent, or a channel not opened. */
export class ChannelError extends Error {
  override readonly name = "ChannelError";
  readonly code: ChannelErrorCode;

  constructor(message: string, { code, cause }: { code: ChannelErrorCode; cause?: unknown }) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** What `send` rejects with when there is nobody to send to. */
export function closedError(cause?: unknown): ChannelError {
  return new ChannelError("Cannot send a frame: the channel is closed", { code: "closed", cause });
}
