import type { MockHost } from "@luminarys/sdk-as/testing";

/** A use of every method that a skill of this kind is there for. */
export function tour(host: MockHost): void {
  const [ada, ben] = [host.sockets.open("chat"), host.sockets.open("chat")];
  ada.send("/name Ada");
  ada.send("hello");
  ben.send("/recent");
  host.call("announce", { text: "closing time" });
  host.call("recent");
}
