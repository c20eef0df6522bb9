import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { completeManifest, type ManifestInput } from "@luminarys/sdk-as/engine";
import type { World } from "@luminarys/sdk-as/testing/suite";
import { createHost } from "@luminarys/skill-host";
import { openRealFaces } from "./real-faces.js";
import { Peers } from "./real-peers.js";

const skills = ["probe", "other"] as const;

/** The probe on a real host, with servers on loopback and a folder of its own. */
export async function createRealWorld(probe: Uint8Array): Promise<World> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "world-")));
  const peers = new Peers();
  const model = await peers.serveModel();
  const host = createHost({
    onNotice: () => peers.note(),
    llm: { endpoint: model.endpoint, model: "test" },
  });
  for (const id of skills) {
    await host.add({ manifest: completeManifest(manifestOf(id, dir)), module: probe });
  }
  const faces = openRealFaces(host);
  return {
    dir,
    skills,
    node: undefined,
    faces,
    commands: {
      prints: (text) => `echo ${text}`,
      counts: (to) => `seq ${to}`,
      exits: (code) => `node -e "process.exit(${code})"`,
      hangs: () => "sleep 60",
    },
    call: async (method, args, { skill = skills[0], sessionId = "" } = {}) => {
      const result = await host.invoke(skill, method, { args, sessionId });
      await result.done();
      return result;
    },
    serveHttp: (routes) => peers.serveHttp(routes),
    serveTcp: (peer) => peers.serveTcp(peer),
    serveWs: (peer) => peers.serveWs(peer),
    closedAddress: () => peers.closedAddress(),
    complete: (content) => model.answer(content),
    remember: async (sessionId, messages) => {
      for (const message of messages) await host.appendHistory(sessionId, message);
    },
    settle: () => peers.quiet(),
    close: async () => {
      await faces.close();
      await host.stop();
      await peers.close();
      rmSync(dir, { recursive: true });
    },
  };
}

function manifestOf(id: string, dir: string): ManifestInput {
  const dirs = [`${dir}:rw`];
  return {
    id,
    path: "probe.wasm",
    env: { GREETING: "hello" },
    invoke_policy: { can_invoke: [...skills] },
    permissions: {
      fs: { enabled: true, dirs },
      http: { enabled: true, allowlist: ["**://127.0.0.1:*/**"], allow_websocket: true },
      tcp: { enabled: true, allowlist: ["127.0.0.1:*"] },
      shell: {
        enabled: true,
        allowlist: ["echo *", "seq *", "node -e *", "sleep *"],
        allowed_dirs: dirs,
      },
      file_transfer: { enabled: true, allowed_nodes: ["w1"], local_dirs: dirs },
      llm: { enabled: true },
    },
  };
}
