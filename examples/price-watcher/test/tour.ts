import type { MockHost } from "@luminarys/sdk-as/testing";

/** A use of every method that a skill of this kind is there for. */
export function tour(host: MockHost): void {
  host.ws
    .on("wss://feed.example.com/quotes")
    .reply(({ data }) => `${new TextDecoder().decode(data)} 7.25`);
  const feed = host.sockets.open("feed");
  host.call("load");
  host.call("watch", { symbol: "TEA", limit: 7.5 });
  feed.send("hello");
  feed.send("TEA 7.75");
  host.call("last");
  host.call("quote", { symbol: "TEA" });
}
