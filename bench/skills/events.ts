// @skill:id      org.luminarys.bench-events
// @skill:name    "Events"
// @skill:version 1.0.0
// @skill:require tcp 127.0.0.1:*

import { ConnEvent, Context, logInfo, tcpClose, tcpConnect } from "@luminarys/sdk-as";

let heard = 0;
let batch = 0;

// @skill:method open "Opens connections, whose messages it reports in batches of as many"
// @skill:param  addr required "Where to"
// @skill:param  count required "How many"
export function open(addr: string, count: i32): void {
  batch = count;
  for (let i = 0; i < count; i++) tcpConnect(addr, "on_data");
}

// @skill:method trips "Host calls that cross to the main thread, for as good as nothing"
// @skill:param  count required "How many"
export function trips(count: i32): void {
  for (let i = 0; i < count; i++) tcpClose("none");
}

// @skill:callback
// @skill:method on_data "Counts"
export function onData(_ctx: Context, event: ConnEvent): void {
  heard += event.data.length > 0 ? 1 : 0;
  if (heard % batch == 0) logInfo("batch");
}
