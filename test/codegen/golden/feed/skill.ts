/** @skill:id com.example.feed */
/** @skill:name "Feed" */
/** @skill:version 0.1.0 */
// @skill:require ws wss://feed.example.com/**   // the only feed
// @skill:require tcp *:6379
import { BatchResult, Context, tcpConnect, wsConnect, WsEvent } from "@luminarys/sdk-as";

// @skill:method open "Open the feed"
// @skill:result "Connection"
export function open(ctx: Context): string {
  return wsConnect("wss://feed.example.com/", [], 0, "on_message");
}

// @skill:callback
// @skill:method on_message "A message of the feed"
export function onMessage(ctx: Context, event: WsEvent): void {
  ctx.setState(event.data);
}

// @skill:callback
// @skill:method on_batch "The outcome of a batch"
export function onBatch(result: BatchResult): void {}

// @skill:method connect "Connect to the store"
// @skill:param call    required "Address"
// @skill:param skill   optional "Name"
// @skill:param seen    optional "Flag"
// @skill:param delete  optional "Another flag"
// @skill:param connect optional "Connect at once"
// @skill:result "Connection"
export function connect(call: string, skill: string, seen: bool, delete_: bool, connect: bool): string {
  return tcpConnect(call, "on_data");
}
