import { Writer } from "../msgpack/writer";
import { Call, isRunning } from "./call";
import { InvokeResponse } from "./response";
import { writeContext, writeHead } from "./response-head";

/** Keeps the responses of running calls alive, innermost first. */
// @ts-ignore: decorator
@lazy
let newest: InvokeResponse | null = null;

/**
 * Makes what is set on `response` part of the answer to the call at `address`, if that call still runs.
 * What trapped calls left behind is let go by the next outermost call.
 */
export function holdResponse(address: usize, serial: u32, response: InvokeResponse): void {
  if (!isRunning(address, serial)) return;
  const call = changetype<Call>(address);
  response.outer = call.isOutermost ? null : newest;
  newest = response;
  call.attach(changetype<usize>(response), writeHeldHead, writeHeldTail);
}

/** Answers a call with what a hand-written handler made. */
export function answerWith(call: Call, response: InvokeResponse): void {
  holdResponse(call.address, call.serial, response);
  const payload = response.payload;
  if (payload.length == 0) call.replyNil();
  else call.reply().splice(payload.dataStart, payload.length);
}

function writeHeldHead(response: usize, out: Writer): void {
  writeHead(out, changetype<InvokeResponse>(response));
}

/** An error that the handler set replaces its result; what it says to the model stays. */
function writeHeldTail(address: usize, call: Call): void {
  const response = changetype<InvokeResponse>(address);
  if (!call.isRefused && response.error.length > 0) call.fail(response.error);
  if (call.isRefused && response.llm_context.length > 0) {
    call.out.patch(0, 0x85);
    writeContext(call.out, response.llm_context);
  }
  newest = response.outer;
}
