import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  completeManifest,
  decodeMessage,
  encodeMessage,
  type HostFunctionName,
  type ManifestInput,
} from "@luminarys/sdk-as/engine";
import { createHost, type HostNotice } from "@luminarys/skill-host";

type Parts = Omit<ManifestInput, "id" | "path">;

/** The capability suite's probe in a thread of a real host, with a folder of its own. */
export async function hostProbe(probe: Uint8Array, parts: (root: string) => Parts) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "hosted-")));
  const notices: HostNotice[] = [];
  const host = createHost({ onNotice: (notice) => void notices.push(notice) });
  const manifest = completeManifest({ id: "probe", path: "probe.wasm", ...parts(root) });
  await host.add({ manifest, module: probe });
  return {
    root,
    host,
    /** How many threads of the skill have ended. */
    threadsEnded: () => notices.filter(({ kind }) => kind === "worker_stopped").length,
    logged: () => notices.filter((notice) => notice.kind === "log"),
    /** Asks a host function. Gives its answer, with `error` when it failed. */
    ask: async (name: HostFunctionName, request: Record<string, unknown>) => {
      const args = { name, request: encodeMessage(request) };
      const { value } = await host.invoke("probe", "ask", { args });
      const answer = value as Uint8Array;
      return (answer.length === 0 ? {} : decodeMessage(answer)) as Record<string, unknown>;
    },
    close: async () => {
      await host.stop({ graceMs: 0 });
      rmSync(root, { recursive: true });
    },
  };
}
