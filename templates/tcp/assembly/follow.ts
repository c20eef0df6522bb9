// A subscription: a connection that stays, and comes back when it was lost.

import { ConnEvent, Context, logWarn, tcp, utf8 } from "@luminarys/sdk-as";
import { ADDRESS } from "./address";
import { LineBuffer } from "./line-buffer";
import { Retry } from "./retry";

// Connections belong to the instance, and so does what is known of them. Nothing here outlives it:
// what must is for `ctx.setState` or `ctx.storeKV`.
let connection = "";
let followed: string[] = [];
const prices = new Map<string, string>();
const lines = new LineBuffer();
const retry = new Retry();

// @skill:method follow "Keep a connection on which the server sends each new price"
// @skill:param  symbols required "Whose prices" example:["GOLD"]
export function follow(ctx: Context, symbols: string[]): void {
  disconnect();
  followed = symbols;
  const problem = connect();
  if (problem.length == 0) return;
  followed = [];
  ctx.fail(problem);
}

// @skill:method latest "Show the prices that have come in"
// @skill:result "The latest price by symbol"
// @skill:hint   read_only open_world:false
export function latest(): Map<string, string> {
  return prices;
}

// @skill:method unfollow "Close the connection"
export function unfollow(): void {
  disconnect();
  followed = [];
}

// @skill:callback
// @skill:method on_prices "Take in what the server sends, or that the connection is gone"
export function onPrices(ctx: Context, event: ConnEvent): void {
  if (event.conn_id != connection) return; // of a connection that was given up
  if (event.error_kind.length > 0) {
    connection = "";
    logWarn(`Connection lost: ${event.error_kind}, ${event.error_msg}`);
    reconnectLater(ctx);
    return;
  }
  retry.succeeded();
  // TCP knows no lines: one may come in pieces, and several at once.
  const complete = lines.push(event.data);
  for (let i = 0; i < complete.length; i++) {
    const words = complete[i].split(" ");
    if (words.length == 2) prices.set(words[0], words[1]);
  }
}

// @skill:callback
// @skill:method reconnect "Try again, unless nothing is followed any more"
export function reconnect(ctx: Context): void {
  if (followed.length == 0 || connection.length > 0) return;
  const problem = connect();
  if (problem.length == 0) return;
  logWarn(`Cannot reconnect: ${problem}`);
  reconnectLater(ctx);
}

/** Says what went wrong, or "". */
function connect(): string {
  const opened = tcp.connect(ADDRESS, { callback: "on_prices" });
  if (!opened.isOk) return opened.error;
  lines.clear();
  connection = opened.value;
  const written = tcp.write(connection, utf8(`FOLLOW ${followed.join(",")}\n`));
  if (!written.isOk) disconnect();
  return written.error;
}

function disconnect(): void {
  if (connection.length > 0) tcp.close(connection);
  connection = "";
}

/** A skill can't wait; it asks to be called again. */
function reconnectLater(ctx: Context): void {
  ctx.schedule("reconnect", retry.nextDelayMs());
}
