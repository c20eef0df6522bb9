import { Writer } from "../msgpack/writer";
import { Command } from "./response";
import { heldResponse } from "./stack";

/** A response up to its payload: version 1, no state, a bin of still unknown length. */
export const HEAD: usize = memory.data<u8>([
  0x83, // three fields
  0xa7, 0x76, 0x65, 0x72, 0x73, 0x69, 0x6f, 0x6e, 0x01, // version: 1
  0xa5, 0x73, 0x74, 0x61, 0x74, 0x65, 0xc4, 0x00, // state: empty
  0xa7, 0x70, 0x61, 0x79, 0x6c, 0x6f, 0x61, 0x64, 0xc6, 0, 0, 0, 0, // payload
]);
export const HEAD_SIZE: i32 = 31;

/** Where the values of HEAD's state and the key of its payload begin. */
const STATE_VALUE: i32 = 16;
const PAYLOAD_KEY: i32 = 18;

/** Writes the held response up to its payload, with all that the handler set. */
export function writeHeldHead(out: Writer): void {
  const response = heldResponse();
  const commands = response.commands;
  const context = response.llm_context;
  out.map(3 + i32(commands.length > 0) + i32(context.length > 0));
  out.splice(HEAD + 1, STATE_VALUE - 1);
  out.bytes(response.state);
  if (commands.length > 0) {
    out.key("commands");
    out.array(commands.length);
    for (let i = 0; i < commands.length; i++) writeCommand(out, commands[i]);
  }
  if (context.length > 0) {
    out.key("llm_context");
    out.string(context);
  }
  out.splice(HEAD + PAYLOAD_KEY, HEAD_SIZE - PAYLOAD_KEY);
}

function writeCommand(out: Writer, command: Command): void {
  const payload = command.payload;
  out.map(2);
  out.key("type");
  out.string(command.type);
  out.key("payload");
  if (payload.length == 0) out.map(0);
  else out.splice(payload.dataStart, payload.length);
}
