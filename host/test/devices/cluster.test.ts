import { hostname } from "node:os";
import { expect, test } from "vitest";
import { createClusterDevice } from "../../devices/cluster.js";
import { hostCall } from "./host-call.js";

const paths = { local_path: "/data/a", remote_path: "/srv/a" };

test("the only node is this one, with the skills that it runs now", () => {
  const skills = ["notes"];
  const device = createClusterDevice({ nodeId: "alpha", skills: () => skills });
  skills.push("mail");

  expect(device.cluster_node_list({}, hostCall)).toEqual({
    current_node: "alpha",
    nodes: [{ node_id: "alpha", role: "master", skills: ["notes", "mail"] }],
  });
});

test("a node without a name is called as its machine", () => {
  const device = createClusterDevice({ skills: () => [] });

  expect(device.cluster_node_list({}, hostCall)).toMatchObject({ current_node: hostname() });
});

test("a transfer says that there is no cluster, and the nodes are still listed", () => {
  const device = createClusterDevice({ nodeId: "alpha", skills: () => [] });
  const hint = "Hint: use a path that both skills are granted, or http";

  expect(() => device.file_transfer_send({ ...paths, target_node: "beta" }, hostCall)).toThrow(
    expect.objectContaining({
      code: "unavailable",
      message: `Cannot send "/data/a" to "beta": this host is a single node, the cluster isn't enabled. ${hint}`,
    }),
  );
  expect(() => device.file_transfer_recv({ ...paths, source_node: "beta" }, hostCall)).toThrow(
    expect.objectContaining({
      code: "unavailable",
      message: `Cannot receive "/srv/a" from "beta": this host is a single node, the cluster isn't enabled. ${hint}`,
    }),
  );
  expect(device.cluster_node_list({}, hostCall)).toMatchObject({ current_node: "alpha" });
});
