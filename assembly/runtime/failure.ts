// How the last host call ended. A call throws when it fails, which ends the invocation, unless it was
// made quietly; then what went wrong is kept here for the function that made it.

// @ts-ignore: decorator
@lazy let op: string = "";
// @ts-ignore: decorator
@lazy let message: string = "";
// @ts-ignore: decorator
@lazy let code: string = "";
// @ts-ignore: decorator
@lazy let isQuiet: bool = false;
// @ts-ignore: decorator
@lazy let nextIsQuiet: bool = false;

/** The next host call doesn't throw when it fails. */
export function quietly(): void {
  nextIsQuiet = true;
}

export function beginCall(name: string): void {
  isQuiet = nextIsQuiet;
  nextIsQuiet = false;
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

/** Throws, unless the call was made quietly. */
export function fail(): void {
  if (!isQuiet) throw new Error("abi error: " + op + ": " + message);
}

export function muteCall(): void {
  isQuiet = true;
}

export function check(): void {
  if (message.length > 0) throw new Error("abi error: " + op + ": " + message);
}

export function checked<T>(value: T): T {
  check();
  return value;
}
