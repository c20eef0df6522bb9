import type { MockHost } from "@luminarys/sdk-as/testing";

/** Somebody watches for a while, and leaves. */
export function tour(host: MockHost): void {
  const stream = host.web.request("GET", "/ticks");
  host.clock.advance(3000);
  host.web.request("GET", "/watchers");
  host.call("watchers");
  stream.leave();
  host.runUntilIdle();
}
