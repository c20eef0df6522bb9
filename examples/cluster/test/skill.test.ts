import { createMockHost } from "@luminarys/sdk-as/testing";
import { describe, expect, test } from "vitest";
import skill from "../assembly?skill";
import type { CourierClient } from "./client.js";
import { tour } from "./tour.js";

const manifest = new URL("../manifest.yaml", import.meta.url);

/** An office with a picture to send, and three nodes of which two make thumbnails. */
function createCluster() {
  const host = createMockHost({ skill, manifest });
  host.cluster.current("office", { role: "master", skills: ["courier"] });
  host.fs.write("/outbox/sea.jpg", "sea");
  host.fs.mkdir("/inbox");
  const [first, second] = ["studio-1", "studio-2"].map((id) =>
    host.cluster.node(id, { skills: ["thumbnails"] }),
  );
  const archive = host.cluster.node("archive", { skills: ["tapes"] });
  return { host, client: host.client<CourierClient>(), first, second, archive };
}

describe("nodes", () => {
  test("are found by the skill that they run", () => {
    const { client } = createCluster();
    expect(client.findNodes({ skill: "tapes" })).toEqual([
      { id: "archive", role: "worker", skills: ["tapes"], isHere: false },
    ]);
    expect(client.findNodes().map(({ id }) => id)).toEqual([
      "office",
      "studio-1",
      "studio-2",
      "archive",
    ]);
  });

  test("are unknown to a host that is in no cluster", () => {
    const host = createMockHost({ skill, manifest });
    expect(host.call("find_nodes")).toFailWith("Cannot answer cluster_node_list");
  });
});

describe("a file", () => {
  test("goes to the first node that runs the skill", () => {
    const { client, first, second } = createCluster();
    expect(
      client.deliver({ skill: "thumbnails", path: "/outbox/sea.jpg", to: "/in/1.jpg" }),
    ).toEqual({ node: "studio-1", path: "/in/1.jpg" });
    expect([first?.text("/in/1.jpg"), second?.text("/in/1.jpg")]).toEqual(["sea", undefined]);
  });

  test("goes to the next node when one is down, which the model is told", () => {
    const { host, first, second } = createCluster();
    first?.goDown();
    const args = { skill: "thumbnails", path: "/outbox/sea.jpg" };
    const { value, llmContext } = host.call("deliver", args);
    expect(value).toEqual({ node: "studio-2", path: "/outbox/sea.jpg" });
    expect(llmContext).toBe('Not the first choice: Cannot reach node "studio-1": it is down.');
    expect(second?.text("/outbox/sea.jpg")).toBe("sea");
  });

  test("that no node takes says why each of them didn't, and can be sent later", () => {
    const { host, client, first, second } = createCluster();
    first?.goDown();
    second?.slow(60_000);
    const args = { skill: "thumbnails", path: "/outbox/sea.jpg" };
    expect(host.call("deliver", args).error).toBe(
      'Cannot reach node "studio-1": it is down; ' +
        'Cannot send "/outbox/sea.jpg" to "studio-2": no answer within 30000 ms',
    );
    first?.comeUp();
    expect(client.deliver(args).node).toBe("studio-1");
  });

  test("that isn't there is looked for once", () => {
    const { host } = createCluster();
    const result = host.call("deliver", { skill: "thumbnails", path: "/outbox/none" });
    expect(result).toFailWith("no such file");
    expect(host.journal.calls("file_transfer_send")).toHaveLength(1);
  });

  test.each([
    ["captions", "no node runs it"],
    ["courier", "only this node runs it"],
  ])("for %s goes nowhere", (name, reason) => {
    const { host } = createCluster();
    const { error } = host.call("deliver", { skill: name, path: "/outbox/sea.jpg" });
    expect(error).toBe(`Cannot deliver to "${name}": ${reason}. Hint: call find_nodes`);
  });

  test("is fetched from the node that made it", () => {
    const { host, client, first } = createCluster();
    first?.write("/made/sea.png", "small sea");
    client.fetch({ node: "studio-1", path: "/made/sea.png", to: "/inbox/sea.png" });
    expect(host.fs.text("/inbox/sea.png")).toBe("small sea");
  });
});

describe("the manifest", () => {
  test("names the nodes, and the error says what to grant", () => {
    const { host } = createCluster();
    const result = host.call("deliver", { skill: "tapes", path: "/outbox/sea.jpg" });
    expect(result).toBeDenied("cluster");
    expect(result.error).toBe(
      'Cannot send "/outbox/sea.jpg" to "archive": node "archive" isn\'t allowed ' +
        '(studio-1, studio-2). Hint: add "archive" to permissions.file_transfer.allowed_nodes',
    );
  });

  test("names the folders: nothing is fetched into others", () => {
    const { host, first } = createCluster();
    first?.write("/made/sea.png", "small sea");
    const args = { node: "studio-1", path: "/made/sea.png", to: "/outbox/sea.png" };
    expect(host.call("fetch", args)).toBeDenied("cluster");
    expect(host.fs.exists("/outbox/sea.png")).toBe(false);
  });
});

test("every failure of the host is told, none is a trap", () => {
  createMockHost({ skill, manifest }).faults.campaign(tour).demandNone();
});
