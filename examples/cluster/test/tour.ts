import type { MockHost } from "@luminarys/sdk-as/testing";

/** A use of every method that a skill of this kind is there for. */
export function tour(host: MockHost): void {
  host.cluster.node("studio-1", { skills: ["thumbnails"] }).write("/made/sea.png", "small sea");
  host.cluster.node("studio-2", { skills: ["thumbnails", "captions"] });
  host.fs.write("/outbox/sea.jpg", "sea");
  host.fs.mkdir("/inbox");
  host.call("find_nodes", { skill: "thumbnails" });
  host.call("deliver", { skill: "thumbnails", path: "/outbox/sea.jpg" });
  host.call("deliver", { skill: "captions", path: "/outbox/sea.jpg" });
  host.call("fetch", { node: "studio-1", path: "/made/sea.png", to: "/inbox/sea.png" });
}
