import { Writer } from "../msgpack/writer";
import { NO_BYTES } from "./request";

/** An instruction to the host, carried out after the call. */
export class Command {
  /** One of the CMD_ constants. */
  type: string = "";
  /** MessagePack map of the command's fields. */
  payload: Uint8Array = NO_BYTES;
}

/** What a method answers. With `error`, state and commands don't count. */
export class InvokeResponse {
  /** Version of the wire contract. */
  version: i32 = 1;
  /** New state; empty = unchanged. */
  state: Uint8Array = NO_BYTES;
  /** MessagePack of the result; empty = nil. */
  payload: Uint8Array = NO_BYTES;
  /** Why the call failed; "" when it didn't. */
  error: string = "";
  /** What a model is told beside the result. */
  llm_context: string = "";
  private commands: Command[] | null = null;
  /** Writes the commands. A hook, so that skills without commands needn't carry it. */
  writeCommands: ((response: InvokeResponse, out: Writer) => void) | null = null;

  /** Asks the host to carry out `command` once the call has succeeded. */
  addCommand(command: Command): void {
    const commands = this.commands;
    this.writeCommands = writeCommands;
    if (commands === null) this.commands = [command];
    else commands.push(command);
  }

  /** The commands so far. */
  get pending(): Command[] {
    const commands = this.commands;
    return commands === null ? [] : commands;
  }
}

function writeCommands(response: InvokeResponse, out: Writer): void {
  const commands = response.pending;
  out.key("commands");
  out.array(commands.length);
  for (let i = 0; i < commands.length; i++) {
    const payload = commands[i].payload;
    out.map(2);
    out.key("type");
    out.string(commands[i].type);
    out.key("payload");
    if (payload.length == 0) out.map(0);
    else out.splice(payload.dataStart, payload.length);
  }
}

/** A response that only says what went wrong. */
export function errorResponse(message: string): InvokeResponse {
  const response = new InvokeResponse();
  response.error = message;
  return response;
}
