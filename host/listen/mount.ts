/** Who sends a request. */
export interface Peer {
  /** Of the other end of the connection. */
  readonly address: string;
}

/** What answers the requests for one path of the server. */
export interface Mount {
  /** Without a slash at its end. */
  readonly path: string;
  /** Its request's `signal` is aborted when the client leaves. */
  fetch(request: Request, peer: Peer): Promise<Response>;
}
