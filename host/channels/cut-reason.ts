/** Of the bytes that a close frame has for it. */
const MAX_REASON_BYTES = 123;

/** As much of a reason as a WebSocket's close frame holds, in whole characters. */
export function cutReason(reason: string): string {
  const bytes = new TextEncoder().encode(reason);
  if (bytes.length <= MAX_REASON_BYTES) return reason;
  return new TextDecoder().decode(bytes.subarray(0, MAX_REASON_BYTES), { stream: true });
}
