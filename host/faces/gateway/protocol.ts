import type { Role } from "../../config/role.js";

/** The version of the protocol that `connect` answers with. */
export const PROTOCOL = 3;

/** Asks for one thing. Its id is the client's choice, and free again once it is answered. */
export interface RequestFrame {
  readonly type: "req";
  readonly id: string;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Answers the request with this id; "" stands for a frame that had none. */
export type ResponseFrame =
  | { readonly type: "res"; readonly id: string; readonly ok: true; readonly payload: unknown }
  | { readonly type: "res"; readonly id: string; readonly ok: false; readonly error: ErrorPayload };

/** Tells what happens in a run. */
export interface EventFrame {
  readonly type: "event";
  readonly event: EventName;
  readonly payload: EventPayload;
  /** 1, 2, 3 ... on each connection; one that is missing was dropped. */
  readonly seq: number;
}

export type ServerFrame = ResponseFrame | EventFrame;

export type GatewayErrorCode =
  | "INVALID_REQUEST"
  | "UNAUTHORIZED"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "FAILED_PRECONDITION"
  | "RESOURCE_EXHAUSTED"
  | "UNAVAILABLE"
  | "AGENT_TIMEOUT"
  | "CANCELLED"
  | "INTERNAL";

export interface ErrorPayload {
  readonly code: GatewayErrorCode;
  readonly message: string;
  readonly details?: unknown;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** After how many milliseconds it makes sense. */
  readonly retryAfterMs?: number;
}

/** Who asks, as an admin names others. */
export interface UserName {
  /** The name of the token; "" for none. */
  readonly token: string;
  readonly user_id: string;
}

/** What every event says about its run. `user` is there for admins, when the run is another user's. */
export interface RunNames {
  readonly sessionId: string;
  readonly runId: string;
  readonly user?: UserName;
}

export type RunStatus = "started" | "completed" | "failed" | "cancelled";

export interface EventPayloads {
  /** `chunk` is the text so far, so that a dropped event loses nothing. */
  readonly chat: RunNames & { readonly chunk: string; readonly delta: string };
  readonly agent: RunNames & {
    readonly run_id: string;
    readonly status: RunStatus;
    /** Why it failed. */
    readonly error?: ErrorPayload;
  };
  readonly "tool.call": RunNames & {
    readonly callId: string;
    readonly tool: string;
    readonly input: unknown;
  };
  readonly "tool.result": RunNames & {
    readonly callId: string;
    readonly tool: string;
    readonly output: unknown;
    readonly duration_ms: number;
    readonly is_error: boolean;
  };
}

export type EventName = keyof EventPayloads;
export type EventPayload = EventPayloads[EventName];

/** The answer of `connect`. */
export interface Welcome {
  readonly protocol: number;
  readonly role: Role;
  readonly user_id: string;
  readonly server: { readonly name: string; readonly version: string };
}

/** The answer of `chat.send`. */
export interface ChatAnswer {
  readonly content: string;
  readonly usage: { readonly input_tokens: number; readonly output_tokens: number };
  readonly sessionId: string;
  readonly runId: string;
}

/** What `sessions.list` says about each. */
export interface SessionInfo {
  readonly sessionId: string;
  readonly agentId: string;
  readonly channel: string;
  /** How its first message begins; "" before there is one. */
  readonly title: string;
  /** Unix times in milliseconds. */
  readonly created_ms: number;
  readonly used_ms: number;
  /** Ids of the runs that go on or wait. */
  readonly runs: readonly string[];
  /** Whose it is, for admins that list all. */
  readonly user?: UserName;
}

export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** How a run has ended. */
export interface RunOutcome {
  readonly runId: string;
  readonly status: Exclude<RunStatus, "started">;
  /** Of one that was completed. */
  readonly answer?: Pick<ChatAnswer, "content" | "usage">;
  /** Of one that failed. */
  readonly error?: ErrorPayload;
}

/** The answer of `chat.history`. */
export interface ChatHistory {
  readonly sessionId: string;
  readonly agentId: string;
  readonly messages: readonly ChatMessage[];
  /** How many messages stand before these. */
  readonly offset: number;
  readonly total: number;
  /** Ids of the runs that go on or wait. */
  readonly runs: readonly string[];
  /** The one that ended last, as long as the gateway remembers it. */
  readonly lastRun?: RunOutcome;
}
