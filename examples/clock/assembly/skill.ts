/**
 * A clock that ticks in every browser that watches it, by server-sent events.
 *
 * @skill:id      org.luminarys.clock
 * @skill:name    "Clock"
 * @skill:version 1.0.0
 * @skill:desc    "Sends the time to whoever watches"
 */

import { Context, system, WebRequest, web } from "@luminarys/sdk-as";
import { Audience } from "./audience";
import { eventText } from "./event";

const TICK_MS: i64 = 1000;

const audience = new Audience();
let isTicking = false;

// @skill:internal
// @skill:method watch "Begin to send the time to a client"
// @skill:param  request required "The request"
export function watch(ctx: Context, request: WebRequest): void {
  const begun = web.send({
    headers: [
      { name: "content-type", value: "text/event-stream" },
      { name: "cache-control", value: "no-store" },
      // A proxy in between must not collect events.
      { name: "x-accel-buffering", value: "no" },
    ],
    write: "retry: 2000\n\n",
  });
  if (!begun.isOk) return;
  audience.join(request.exchange);
  if (isTicking) return;
  isTicking = true;
  ctx.schedule("on_tick", TICK_MS);
}

// @skill:callback
// @skill:method on_tick "Send the time to all who watch, and again in a second"
export function onTick(ctx: Context): void {
  const now = system.now();
  if (now.isOk) audience.tell(eventText(now.value.unix, now.value.rfc3339));
  isTicking = audience.size > 0;
  if (isTicking) ctx.schedule("on_tick", TICK_MS);
}

// @skill:method watchers "Say how many watch"
// @skill:result "How many"
// @skill:hint   read_only open_world:false
export function watchers(): i32 {
  return audience.size;
}
