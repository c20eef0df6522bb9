/** One request that was answered, or began to be. */
export interface Access {
  readonly method: string;
  /** Without query, which may hold secrets. */
  readonly path: string;
  readonly status: number;
  /** Until the first byte of the answer. */
  readonly durationMs: number;
  readonly address: string;
  readonly traceId: string;
}
