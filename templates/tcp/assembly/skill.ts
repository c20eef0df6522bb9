/**
 * Prices from a line-based server: requests that wait for their answer here, a subscription in
 * follow.ts.
 *
 * @skill:id      org.luminarys.tcp
 * @skill:name    "Prices"
 * @skill:version 1.0.0
 * @skill:desc    "Asks a price server over TCP and follows prices as they change"
 * @skill:require tcp prices.example.com:7000
 */

import { Context, tcp, textOrNull, utf8 } from "@luminarys/sdk-as";
import { ADDRESS } from "./address";

// @skill:method ask "Ask for one price: connect, send, read the answer, disconnect"
// @skill:param  symbol required "Whose price" example:GOLD
// @skill:result "The price as the server writes it"
// @skill:hint   read_only
export function ask(ctx: Context, symbol: string): string {
  // The answer ends when the server closes, which QUIT asks it to do, or is silent for 50 ms.
  const answer = tcp.request(ADDRESS, utf8(`GET ${symbol}\nQUIT\n`), { timeoutMs: 5_000 });
  if (!answer.isOk) {
    ctx.fail(answer.error);
    return "";
  }
  const line = textOrNull(answer.value);
  // So it may have been cut off: only a line with its end is whole.
  if (line === null || !line.endsWith("\n")) {
    ctx.fail(`Cannot ask for ${symbol}: the answer is no whole line. Hint: try again`);
    return "";
  }
  return line.trim();
}
