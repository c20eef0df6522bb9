import { NO_BYTES } from "./request";

/** An instruction to the host, carried out after the call. */
export class Command {
  type: string = "";
  /** MessagePack map of the command's fields. */
  payload: Uint8Array = NO_BYTES;
}

/** Shared by all responses without commands: `addCommand` replaces it and never fills it. */
// @ts-ignore: decorator
@lazy
const NO_COMMANDS: Command[] = [];

/** What a method answers. With `error`, state and commands don't count. */
export class InvokeResponse {
  version: i32 = 1;
  /** New state; empty = unchanged. */
  state: Uint8Array = NO_BYTES;
  /** MessagePack of the result; empty = nil. */
  payload: Uint8Array = NO_BYTES;
  error: string = "";
  llm_context: string = "";
  commands: Command[] = NO_COMMANDS;
  /** Response of the call that this one interrupts. */
  outer: InvokeResponse | null = null;
}

/** Appends a command to a response. */
export function addCommand(response: InvokeResponse, command: Command): void {
  if (response.commands.length == 0) response.commands = [command];
  else response.commands.push(command);
}

/** A response that only says what went wrong. */
export function errorResponse(message: string): InvokeResponse {
  const response = new InvokeResponse();
  response.error = message;
  return response;
}
