import { ask, bytes } from "./asker.js";
import type { SuitePart } from "./suite-part.js";

export function clusterSuite({ describe, promise, expect }: SuitePart): void {
  describe("cluster", () => {
    promise("files go to a node and come back", async (world) => {
      const { node } = world;
      if (node === undefined) return;
      const local_path = `${world.dir}/a`;
      await ask(world, "fs_write", { path: local_path, content: bytes("1") });
      const send = { target_node: node, local_path, remote_path: "/remote/a" };
      expect(await ask(world, "file_transfer_send", send)).toEqual({});
      const back = `${world.dir}/b`;
      const receive = { source_node: node, remote_path: "/remote/a", local_path: back };
      expect(await ask(world, "file_transfer_recv", receive)).toEqual({});
      expect(await ask(world, "fs_read", { path: back })).toEqual({ content: bytes("1") });
    });

    promise("the nodes are listed, this one too", async (world) => {
      if (world.node === undefined) return;
      const { current_node, nodes } = await ask(world, "cluster_node_list");
      const ids = (nodes as { node_id: string }[]).map(({ node_id }) => node_id);
      expect([ids.includes(world.node), ids.includes(current_node as string)]).toEqual([
        true,
        true,
      ]);
    });
  });
}
