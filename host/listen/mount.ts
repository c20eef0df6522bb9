/** Who sends a request, and what it belongs to. */
export interface Peer {
  /** Of the other end of the connection. */
  readonly address: string;
  /** 32 hexadecimal digits: of the request's W3C trace context, else a new one. */
  readonly traceId: string;
  /** Those of the request, by lower-case names, where they are at hand without reading them again. */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  /** Breaks the connection off, for an answer that has begun and can't be completed. */
  readonly abort?: () => void;
}

/** What answers the requests for one path of the server. */
export interface Mount {
  /** Without a slash at its end; undefined takes what no other mount does. */
  readonly path: string | undefined;
  /** Its request's `signal` is aborted when the client leaves. */
  fetch(request: Request, peer: Peer): Promise<Response>;
}
