import { Writer } from "../msgpack/writer";
import { InvokeResponse } from "./response";

/**
 * A response up to its payload: version 1, no state, a bin of still unknown length. Behind it lies what
 * follows an empty payload in an error: a string of still unknown length.
 */
export const HEAD: usize = memory.data<u8>([
  0x83, // three fields
  0xa7, 0x76, 0x65, 0x72, 0x73, 0x69, 0x6f, 0x6e, 0x01, // version: 1
  0xa5, 0x73, 0x74, 0x61, 0x74, 0x65, 0xc4, 0x00, // state: empty
  0xa7, 0x70, 0x61, 0x79, 0x6c, 0x6f, 0x61, 0x64, 0xc6, 0, 0, 0, 0, // payload
  0xa5, 0x65, 0x72, 0x72, 0x6f, 0x72, 0xdb, 0, 0, 0, 0, // error
]);
export const HEAD_SIZE: i32 = 31;
export const ERROR_HEAD_SIZE: i32 = HEAD_SIZE + 11;

/** Where the values of HEAD's state and the key of its payload begin. */
const STATE_VALUE: i32 = 16;
const PAYLOAD_KEY: i32 = 18;

/** Writes a response up to its payload, with all that the handler set. */
export function writeHead(out: Writer, response: InvokeResponse): void {
  const writeCommands = response.writeCommands;
  const context = response.llm_context;
  out.map(3 + i32(writeCommands !== null) + i32(context.length > 0));
  out.splice(HEAD + 1, STATE_VALUE - 1);
  out.bytes(response.state);
  if (writeCommands !== null) writeCommands(response, out);
  writeContext(out, context);
  out.splice(HEAD + PAYLOAD_KEY, HEAD_SIZE - PAYLOAD_KEY);
}

/** Writes what the model sees beside the result, if anything. */
export function writeContext(out: Writer, context: string): void {
  if (context.length == 0) return;
  out.key("llm_context");
  out.string(context);
}
