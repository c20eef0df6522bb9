/** What a client isn't told of a request that failed. */
export interface WebFailure {
  /** `GET /notes/:id` */
  readonly route: string;
  readonly skillId: string;
  readonly method: string;
  readonly requestId: string;
  readonly traceId: string;
  /** With a stack for what nobody expects. */
  readonly message: string;
}
