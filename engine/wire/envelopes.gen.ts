// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { key } from "./key.js";

const CALLER_ID = key("caller_id");
const DEADLINE_NS = key("deadline_ns");
const LLM_SESSION_ID = key("llm_session_id");
const METHOD = key("method");
const NO_BYTES = new Uint8Array(0);
const PAYLOAD = key("payload");
const REQUEST_ID = key("request_id");
const SESSION_ID = key("session_id");
const SKILL_ID = key("skill_id");
const STATE = key("state");
const TRACE_ID = key("trace_id");
const VERSION = key("version");

/** What a call of a method carries in. */
export interface InvokeRequest {
  /** Protocol version, 1. */
  version: number;
  /** Id of this call. */
  request_id: string;
  /** Id that all calls of one task share. */
  trace_id: string;
  /** Session that state and history belong to. */
  session_id: string;
  /** The model's session. */
  llm_session_id: string;
  /** The method to run. */
  method: string;
  /** The manifest's id. */
  skill_id: string;
  /** Id of the skill that calls; "" = no skill calls. */
  caller_id: string;
  /** The session's state. */
  state: Uint8Array;
  /** Unix time in nanoseconds by which it must end; 0 = none. */
  deadline_ns: number | bigint;
  /** The map of arguments, as MessagePack; empty = no arguments. */
  payload: Uint8Array;
}

/** What a call of a method carries out. */
export interface InvokeResponse {
  /** Protocol version, 1. */
  version: number;
  /** The session's new state; empty = unchanged. */
  state: Uint8Array;
  /** The result, as one MessagePack value; nil when there is none. */
  payload: Uint8Array;
  /** Why the call failed; state and commands then don't count. */
  error: string;
  /** What the host does next. */
  commands: Command[];
  /** Text for the model beside the result. */
  llm_context: string;
}

/** Something that the host does after the call. */
export interface Command {
  /** One of the command types. */
  type: string;
  /** The command's map, as MessagePack. */
  payload: Uint8Array;
}

/** A request but for its payload. */
export type InvokeRequestHead = Omit<InvokeRequest, "payload">;

/** Writes all but the payload's value, which the caller writes next, as bin or nil. */
export function writeInvokeRequestHead(w: Writer, invokeRequest: InvokeRequestHead): void {
  w.map(11);
  w.raw(VERSION);
  w.int(invokeRequest.version);
  w.raw(REQUEST_ID);
  w.string(invokeRequest.request_id);
  w.raw(TRACE_ID);
  w.string(invokeRequest.trace_id);
  w.raw(SESSION_ID);
  w.string(invokeRequest.session_id);
  w.raw(LLM_SESSION_ID);
  w.string(invokeRequest.llm_session_id);
  w.raw(METHOD);
  w.string(invokeRequest.method);
  w.raw(SKILL_ID);
  w.string(invokeRequest.skill_id);
  w.raw(CALLER_ID);
  w.string(invokeRequest.caller_id);
  w.raw(STATE);
  w.bytes(invokeRequest.state);
  w.raw(DEADLINE_NS);
  w.int(invokeRequest.deadline_ns);
  w.raw(PAYLOAD);
}

/** Writes a whole request. */
export function writeInvokeRequest(w: Writer, invokeRequest: InvokeRequest): void {
  writeInvokeRequestHead(w, invokeRequest);
  w.bytes(invokeRequest.payload);
}

export function readInvokeResponse(r: Reader): InvokeResponse {
  const invokeResponse: InvokeResponse = {
    version: 0,
    state: NO_BYTES,
    payload: NO_BYTES,
    error: "",
    commands: [],
    llm_context: "",
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "version":
        invokeResponse.version = r.i32();
        break;
      case "state":
        invokeResponse.state = r.bytes();
        break;
      case "payload":
        invokeResponse.payload = r.bytes();
        break;
      case "error":
        invokeResponse.error = r.string();
        break;
      case "commands":
        invokeResponse.commands = readCommands(r);
        break;
      case "llm_context":
        invokeResponse.llm_context = r.string();
        break;
      default:
        r.skip();
    }
  }
  return invokeResponse;
}

export function readCommand(r: Reader): Command {
  const command: Command = { type: "", payload: NO_BYTES };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "type":
        command.type = r.string();
        break;
      case "payload":
        command.payload = r.spliced();
        break;
      default:
        r.skip();
    }
  }
  return command;
}

export function readCommands(r: Reader): Command[] {
  const items: Command[] = [];
  for (let left = r.array(); left > 0; left--) items.push(readCommand(r));
  return items;
}
