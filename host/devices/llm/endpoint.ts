import { parseUrl } from "@luminarys/sdk-as/engine/cores";

/** Where a model is asked: any server that speaks OpenAI's chat completions. */
export interface LlmEndpoint {
  /** Its base URL, such as `https://api.openai.com/v1`. */
  readonly endpoint: string;
  readonly model: string;
  /** Sent as a bearer token; "" sends none. */
  readonly key?: string;
  /** How often a request is repeated that failed for a while. Default 2. */
  readonly retries?: number;
}

/** The URL of its chat completions. Throws a TypeError. */
export function completionsUrl({ endpoint }: LlmEndpoint): URL {
  const url = parseUrl(endpoint);
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new TypeError(`Cannot use model endpoint "${endpoint}": expected an http or https URL`);
  }
  const path = url.pathname.replace(/\/+$/, "");
  url.pathname = path.endsWith("/chat/completions") ? path : `${path}/chat/completions`;
  return url;
}
