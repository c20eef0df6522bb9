import type { ErrorCode } from "../contract/index.js";
import type { Maybe } from "./maybe.js";
import type {
  AreaFunctions,
  AreaName,
  HostFunctionName,
  HostFunctionTypes,
} from "./wire/host-functions.gen.js";

/** The call of a skill in which a host function is asked. */
export interface HostCall {
  /** The manifest's id of the skill that asks. */
  readonly skillId: string;
  /** The method that is running. */
  readonly method: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly sessionId: string;
  readonly llmSessionId: string;
  /** Id of the skill that called; "" when none did. */
  readonly callerId: string;
  /** Unix time in nanoseconds by which the call must end; 0 is none. */
  readonly deadlineNs: number | bigint;
}

/**
 * What answers an area's host functions: one method for each, by its name on the wire. A method
 * throws a HostError to answer with `error`.
 */
export type Device<Area extends AreaName> = {
  [Name in keyof AreaFunctions[Area]]: AreaFunctions[Area][Name] extends {
    request: infer Request;
    answer: infer Answer;
  }
    ? (request: Request, call: HostCall) => Answer
    : never;
};

/** The same where an answer may take its time: a method may give a promise. */
export type AsyncDevice<Area extends AreaName> = {
  [Name in keyof Device<Area>]: Device<Area>[Name] extends (
    request: infer Request,
    call: HostCall,
  ) => infer Answer
    ? (request: Request, call: HostCall) => Maybe<Answer>
    : never;
};

/** The devices of a host; host functions of an absent area are unavailable. */
export type Devices = { readonly [Area in AreaName]?: Device<Area> };

/** The same where devices may take their time. */
export type AsyncDevices = { readonly [Area in AreaName]?: AsyncDevice<Area> };

/** What became of one host call. */
export interface HostCallRecord {
  readonly name: HostFunctionName;
  readonly call: HostCall;
  /** As `HostFunctionTypes` says; undefined when it couldn't be read. */
  readonly request: HostFunctionTypes[HostFunctionName]["request"] | undefined;
  /** As `HostFunctionTypes` says; undefined when it failed. */
  readonly answer: HostFunctionTypes[HostFunctionName]["answer"] | undefined;
  readonly error: { readonly message: string; readonly code: ErrorCode } | undefined;
  readonly durationMs: number;
}

/** What the host reports to its embedder. */
export type Notice =
  | { readonly kind: "device_failed"; readonly name: HostFunctionName; readonly error: unknown }
  | { readonly kind: "output"; readonly stream: "stdout" | "stderr"; readonly text: string };
