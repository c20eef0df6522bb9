// How the last host call ended. Kept here and not in its result, so that the generated calls can
// return plain values; read at once by the function that made the call.

let op: string = "";
let message: string = "";
let code: string = "";

export function beginCall(name: string): void {
  op = name;
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

/** Throws when the last host call failed: the call ends and its caller gets the message. */
export function check(): void {
  if (message.length > 0) throw new Error("abi error: " + op + ": " + message);
}

/** `value`, which the last host call gave; throws when that failed. */
export function checked<T>(value: T): T {
  check();
  return value;
}
