import { ABI_ERROR } from "../msgpack/texts.gen";
import { newMessage, written } from "./message";

// How the last host call ended. A call throws when it fails, which ends the invocation, unless it was
// made quietly; then what went wrong is kept here for the function that made it.

let message: string = "";
let code: string = "";
let nextIsQuiet: bool = false;

/** The next host call doesn't throw when it fails. */
export function quietly(): void {
  nextIsQuiet = true;
}

/** Whether the call that begins is quiet. */
export function takeQuietness(): bool {
  const isQuiet = nextIsQuiet;
  nextIsQuiet = false;
  return isQuiet;
}

export function clearFailure(): void {
  message = "";
  code = "";
}

export function setFailureMessage(text: string): void {
  message = text;
}

export function setFailureCode(errorCode: string): void {
  code = errorCode;
}

export function hasFailed(): bool {
  return message.length > 0;
}

export function failureMessage(): string {
  return message;
}

/** Code of the failure as the host gives it; "" when it gives none. */
export function failureCode(): string {
  return message.length > 0 ? code : "";
}

/** Throws for the host function whose name is the short string at `name`. */
export function throwFailure(name: usize): void {
  const out = newMessage();
  out.ascii(ABI_ERROR);
  out.splice(name + 1, load<u8>(name) & 0x1f);
  out.rawByte(0x3a);
  out.rawByte(0x20);
  out.text(message);
  throw new Error(written(out));
}
