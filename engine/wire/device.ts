interface Exchange {
  request: unknown;
  answer: unknown;
}

/**
 * What answers an area's host functions: one method for each, by its name on the wire. `Call` is
 * what the engine says about the call; a method throws a HostError to answer with `error`.
 */
export type Device<Functions extends { [Name in keyof Functions]: Exchange }, Call> = {
  [Name in keyof Functions]: (
    request: Functions[Name]["request"],
    call: Call,
  ) => Functions[Name]["answer"];
};
