/**
 * Watches prices that a server sends over a WebSocket, and tells when one crosses a limit.
 *
 * @skill:id      org.luminarys.prices
 * @skill:name    "Prices"
 * @skill:version 1.0.0
 * @skill:desc    "Watches prices of a live feed and tells when one crosses a limit"
 * @skill:require ws wss://feed.example.com/live
 * @skill:require ws wss://feed.example.com/quotes
 */

import { Context, logWarn, sockets, text } from "@luminarys/sdk-as";
import { encodeAlert } from "./alert";
import { parsePrice } from "./price";
import { Watchlist } from "./watchlist";

const FEED = "feed";
const QUOTES = "quotes";
const QUOTES_URL = "wss://feed.example.com/quotes";

const watchlist = new Watchlist();

// @skill:method watch "Watch a price, and tell with the event prices.alert when it reaches a limit"
// @skill:param  symbol required "What to watch" example:TEA
// @skill:param  limit required "The price from which on it is told" example:7.5
// @skill:hint   destructive:false idempotent
export function watch(ctx: Context, symbol: string, limit: f64): void {
  watchlist.set(symbol, limit);
  ctx.storeKV("prices.watchlist", watchlist.encode());
  const sent = sockets.send(FEED, `subscribe ${symbol}`);
  if (!sent.isOk) ctx.fail(sent.error);
  else if (sent.value == 0) ctx.setLLMContext("The feed isn't connected; it follows when it is.");
}

// @skill:method last "Show the last price of everything that is watched"
// @skill:result "The price by symbol, as far as one has come"
// @skill:hint   read_only open_world:false
export function last(): Map<string, f64> {
  return watchlist.prices;
}

// @skill:method quote "Ask for one price now, whether it is watched or not"
// @skill:param  symbol required "What to ask for" example:TEA
// @skill:result "The price"
// @skill:hint   read_only
export function quote(ctx: Context, symbol: string): f64 {
  const asked = sockets.send(QUOTES, symbol, { url: QUOTES_URL });
  if (!asked.isOk) {
    ctx.fail(asked.error);
    return 0;
  }
  const answered = sockets.receive(QUOTES, { timeoutMs: 5000 });
  if (!answered.isOk) {
    ctx.fail(answered.error);
    return 0;
  }
  const price = parsePrice(text(answered.value.data));
  if (price !== null && price.symbol == symbol) return price.value;
  ctx.fail(`Cannot quote ${symbol}: the server answered something else`);
  return 0;
}

// @skill:internal
// @skill:method on_feed "Take in what the feed says: hello, or a symbol and its price"
// @skill:param  message required "One line"
// @skill:result "What the feed is told"
export function onFeed(ctx: Context, message: string): Subscription | null {
  if (message == "hello") return { subscribe: watchlist.symbols };
  const price = parsePrice(message);
  if (price === null) logWarn(`Ignored "${message}": expected a symbol and a price`);
  else if (watchlist.take(price)) ctx.emit("prices.alert", encodeAlert(price));
  return null;
}

/** What the feed is asked for after each connection, as JSON text. */
export class Subscription {
  subscribe: string[] = [];
}

// @skill:method load "Take up the watchlist that was stored, after a restart"
// @skill:hint   idempotent open_world:false
export function load(ctx: Context): void {
  ctx.loadKV("prices.watchlist", "on_loaded");
}

// @skill:callback
// @skill:method on_loaded "Take over limits that were stored"
// @skill:param  found required "Whether there were any"
// @skill:param  value optional "The limit by symbol"
export function onLoaded(found: bool, value: Map<string, f64>): void {
  if (found) watchlist.takeOver(value);
}
