import { Writer } from "../msgpack/writer";
import { Call, isRunning, outermostSerial } from "./call";
import { InvokeResponse } from "./response";
import { writeContext, writeHead } from "./response-head";

/** Keeps the responses of running calls alive, whichever of them were set first. */
// @ts-ignore: decorator
@lazy
let held: InvokeResponse[] = [];
/** Serial number of the outermost call that they belong to. */
// @ts-ignore: decorator
@lazy
let owner: u32 = 0;

/**
 * Makes what is set on `response` part of the answer to the call at `address`, if that call still runs.
 * What trapped calls left behind is let go by the next outermost call.
 */
export function holdResponse(address: usize, serial: u32, response: InvokeResponse): void {
  if (!isRunning(address, serial)) return;
  const call = changetype<Call>(address);
  const outermost = outermostSerial();
  if (outermost != owner) {
    owner = outermost;
    held = [];
  }
  held.push(response);
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
  if (call.isOutermost) held = [];
}
