import type { PlainValue } from "@luminarys/sdk-as/engine";

const secretHeader =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie|.+-(?:token|key|secret|signature|password))$/i;

/** A request with `***` for the values of headers that carry secrets. */
export function maskHeaders(request: PlainValue): PlainValue {
  if (typeof request !== "object" || request === null || !("headers" in request)) return request;
  const { headers = null } = request;
  return { ...request, headers: maskLines(headers) };
}

/** Headers are a list of names and values, or a map. */
function maskLines(headers: PlainValue): PlainValue {
  if (typeof headers !== "object" || headers === null) return headers;
  if (Array.isArray(headers)) return headers.map(maskLine);
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([key, value]) => [key, shownValue(key, value)]));
}

function maskLine(line: PlainValue): PlainValue {
  if (typeof line !== "object" || line === null || Array.isArray(line)) return line;
  const { name, value = null } = line;
  return typeof name === "string" ? { ...line, value: shownValue(name, value) } : line;
}

function shownValue(name: string, value: PlainValue): PlainValue {
  return secretHeader.test(name) ? "***" : value;
}
