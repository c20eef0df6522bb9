import { ask, bytes } from "./asker.js";
import type { SuitePart } from "./suite-part.js";

const NO_CLUSTER = "this world has no cluster";

export function clusterSuite({ describe, promise, expect }: SuitePart): void {
  describe("cluster", () => {
    promise("files go to a node and come back", async (world, { skip }) => {
      const node = world.node ?? skip(NO_CLUSTER);
      const local_path = `${world.dir}/a`;
      await ask(world, "fs_write", { path: local_path, content: bytes("1") });
      const send = { target_node: node, local_path, remote_path: "/remote/a" };
      expect(await ask(world, "file_transfer_send", send)).toEqual({});
      const back = `${world.dir}/b`;
      const receive = { source_node: node, remote_path: "/remote/a", local_path: back };
      expect(await ask(world, "file_transfer_recv", receive)).toEqual({});
      expect(await ask(world, "fs_read", { path: back })).toEqual({ content: bytes("1") });
    });

    promise("a file that a node doesn't have isn't found", async (world, { skip }) => {
      const source_node = world.node ?? skip(NO_CLUSTER);
      const local_path = `${world.dir}/a`;
      const receive = { source_node, remote_path: "/remote/none", local_path };
      const answer = await ask(world, "file_transfer_recv", receive);
      expect(answer).toMatchObject({ error_code: "not_found" });
      const read = await ask(world, "fs_read", { path: local_path });
      expect(read).toMatchObject({ error_code: "not_found" });
    });

    promise("nodes that aren't granted are denied", async (world) => {
      const send = { target_node: "stranger", local_path: `${world.dir}/a`, remote_path: "/a" };
      const answer = await ask(world, "file_transfer_send", send);
      expect(answer).toMatchObject({ error_code: "denied" });
    });

    promise("the nodes are listed, this one too", async (world, { skip }) => {
      const node = world.node ?? skip(NO_CLUSTER);
      const { current_node, nodes } = await ask(world, "cluster_node_list");
      const ids = (nodes as { node_id: string }[]).map(({ node_id }) => node_id);
      expect([ids.includes(node), ids.includes(current_node as string)]).toEqual([true, true]);
    });
  });
}
