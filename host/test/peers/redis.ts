import { type Peer, startPeer } from "../peers.js";

/** Redis without anything on disk. */
export function startRedis(): Promise<Peer> {
  return startPeer({
    binary: "redis-server",
    prepare: ({ dir, port }) =>
      ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", dir].concat(
        "--save",
        "",
        "--appendonly",
        "no",
      ),
  });
}
