import type { HttpHop } from "../../../engine/cores/http-redirect.js";
import type { HttpHeader } from "../../../engine/wire/http.gen.js";

/** A request as its server sees it. */
export class HttpExchange {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HttpHeader[];
  readonly body: Uint8Array;
  /** Where the name led. */
  readonly addresses: readonly string[];

  constructor({ method, url, headers, body }: HttpHop, addresses: readonly string[]) {
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.body = body;
    this.addresses = addresses;
  }

  /** The values of all lines of that name, joined by ", ", or for cookies by "; "; undefined without any. */
  header(name: string): string | undefined {
    const lower = name.toLowerCase();
    const lines = this.headers.filter((line) => line.name.toLowerCase() === lower);
    if (lines.length === 0) return undefined;
    return lines.map(({ value }) => value).join(lower === "cookie" ? "; " : ", ");
  }

  get query(): URLSearchParams {
    return new URL(this.url).searchParams;
  }

  text(): string {
    return new TextDecoder().decode(this.body);
  }

  /** Undefined when the body isn't JSON. */
  json(): unknown {
    try {
      return JSON.parse(this.text());
    } catch {
      return undefined;
    }
  }
}
