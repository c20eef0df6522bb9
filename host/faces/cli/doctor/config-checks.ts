import { existsSync, mkdtempSync, rmdirSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { ConfigError } from "../../../config/config-error.js";
import { fileReason } from "../../../config/file-reason.js";
import { loadHostConfig } from "../../../config/load-host-config.js";
import type { HostConfig, ListenAddress } from "../../../config/model.js";
import { storeFolder } from "../../../config/store-folder.js";
import type { Terminal } from "../terminal.js";
import { attemptCheck, type CheckResult } from "./check-result.js";

/** What a host.yaml needs: that it's right, its folders and its ports. None without the file. */
export async function checkConfig(path: string, terminal: Terminal): Promise<CheckResult[]> {
  const { cwd, env } = terminal;
  try {
    const config = loadHostConfig(path, { cwd, env });
    const count = config.skills.length === 1 ? "1 skill" : `${config.skills.length} skills`;
    const found = `${path} with ${count}`;
    const ok: CheckResult = { name: "config", status: "ok", found };
    return [ok, ...checkFolders(config), ...(await checkPorts(config))];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const hint = "correct what is named";
    return [{ name: "config", status: "fail", found: error.message, hint }];
  }
}

function checkFolders(config: HostConfig): CheckResult[] {
  const path = storeFolder(config);
  return path === undefined ? [] : [checkFolder(path)];
}

/** A folder that isn't there must be possible to make. Writes there, as permissions don't tell all. */
export function checkFolder(path: string): CheckResult {
  let present = path;
  while (!existsSync(present)) present = dirname(present);
  try {
    rmdirSync(mkdtempSync(join(present, ".skill-host-")));
    const found = present === path ? `${path} can be written` : `${path} can be made`;
    return { name: "data", status: "ok", found };
  } catch (error) {
    const hint = "let this user write there, or choose another folder as store.path";
    const found = `${present} can't be written: ${fileReason(error)}`;
    return { name: "data", status: "fail", found, hint };
  }
}

function checkPorts({ http, metrics }: HostConfig): Promise<CheckResult[]> {
  const addresses = [http?.addr, metrics?.addr].flatMap((each) => each ?? []);
  return Promise.all(addresses.map(checkPort));
}

export function checkPort({ host, port }: ListenAddress): Promise<CheckResult> {
  const shown = `${host}:${port}`;
  return attemptCheck("port", {
    hint: `end what listens on ${shown}, or choose another address`,
    async run() {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen({ host, port, exclusive: true }, resolve);
      });
      await new Promise((resolve) => server.close(resolve));
      return `${shown} is free`;
    },
  });
}
