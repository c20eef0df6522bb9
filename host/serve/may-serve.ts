import type { HttpConfig } from "../config/model.js";
import { isLoopback } from "../listen/is-loopback.js";
import { ListenError } from "../listen/listen-error.js";
import type { TokenList } from "../token-list.js";

/** Throws a ListenError where everybody could use what tokens protect. */
export function demandTokens(what: string, { http, tokens }: Access): void {
  if (mayServe({ http, tokens })) return;
  const { host, port } = http.addr;
  const reason = "everybody who reaches this address could use the skills";
  const hint = "add tokens to host.yaml, or listen on 127.0.0.1";
  throw new ListenError(`Cannot serve ${what} on ${host}:${port}: ${reason}. Hint: ${hint}`);
}

interface Access {
  readonly http: HttpConfig;
  readonly tokens: TokenList;
}

/** Whether who comes without a token is on this machine, or is turned away. */
export function mayServe({ http, tokens }: Access): boolean {
  return isLoopback(http.addr.host) || !tokens.isEmpty;
}
