import type { IncomingMessage } from "node:http";
import type { WorldAnswer, WorldClient, WorldFaces } from "@luminarys/sdk-as/testing/suite";
import {
  createSessionIds,
  type Host,
  memoryPair,
  SocketFace,
  WebFace,
} from "@luminarys/skill-host";

const peer = { address: "127.0.0.1", traceId: "0".repeat(32) };

/** The faces of a real host that has the probe, and their clients. */
export function openRealFaces(host: Host): WorldFaces & { close(): Promise<void> } {
  const sessions = createSessionIds(Buffer.from("secret of the tests"));
  const web = new WebFace({
    host,
    routes: [
      { method: "POST", path: "/respond", ref: "probe.respond" },
      { method: "GET", path: "/bound/:name", ref: "probe.bound", bind: "params" },
    ],
    secure: false,
    sessions,
  });
  const sockets = new SocketFace({
    host,
    config: { routes: [{ socket: "room", listen: true, ref: "probe.on_socket" }] },
    files: { host: undefined, manifestOf: () => undefined, cwd: "/" },
    sessions,
    onLog: () => {},
  });
  return {
    request: async (body) => {
      const request = new Request("http://127.0.0.1/respond", { method: "POST", body });
      return readAnswer(await web.fetch(request, peer));
    },
    bound: async (rest) =>
      readAnswer(await web.fetch(new Request(`http://127.0.0.1/bound/${rest}`), peer)),
    join: () => join(sockets),
    close: async () => {
      web.close();
      await sockets.close();
    },
  };
}

async function readAnswer(response: Response): Promise<WorldAnswer> {
  const { status } = response;
  const headers = Object.fromEntries(response.headers);
  try {
    return { status, headers, body: await response.text(), isWhole: true };
  } catch {
    return { status, headers, body: "", isWhole: false };
  }
}

function join(sockets: SocketFace): WorldClient {
  const [client, server] = memoryPair<string | Uint8Array>();
  const heard: string[] = [];
  client.onFrame((frame) => {
    const isText = typeof frame === "string";
    heard.push(isText ? `text ${frame}` : `binary ${Buffer.from(frame).toString()}`);
  });
  sockets.accept(server, { url: "/ws/room", headers: {} } as IncomingMessage);
  return { send: (message) => client.send(message), heard: () => heard };
}
