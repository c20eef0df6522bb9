import { decodeMessage, encodeMessage } from "@luminarys/sdk-as/engine";
import { probeSource } from "@luminarys/sdk-as/testing/suite";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { buildSkill } from "../../../test/support/build-skill.js";
import { hostProbe } from "./hosted-probe.js";
import { processesWith, until } from "./shell/shell-world.js";

let probe: Uint8Array;
let closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  probe = (await buildSkill(probeSource)).wasm;
});

afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

async function start(parts: Parameters<typeof hostProbe>[1]) {
  const hosted = await hostProbe(probe, parts);
  closing.push(hosted.close);
  return hosted;
}

describe("a skill in its thread that runs commands", () => {
  const shellOf = (root: string) => ({
    permissions: { shell: { enabled: true, allowlist: ["**"], allowed_dirs: [`${root}:rw`] } },
    env: { MARK_OF_TEST: root },
  });

  test("gets output and exit code, and an error for what isn't granted", async () => {
    const { ask, root } = await start((at) => ({
      permissions: { shell: { enabled: true, allowlist: ["pwd"], allowed_dirs: [`${at}:ro`] } },
    }));

    expect(await ask("shell_exec", { command: "pwd" })).toEqual({
      output: `${root}\n`,
      exit_code: 0,
      pid: 0,
      log_file: "",
    });
    expect(await ask("shell_exec", { command: "ls" })).toMatchObject({
      error_code: "denied",
      error:
        'Cannot run "ls": no pattern of permissions.shell.allowlist matches it (pwd). Hint: add "ls" to permissions.shell.allowlist',
    });
  });

  test("leaves neither commands nor daemons when the host stops", async () => {
    const { ask, host, root } = await start(shellOf);
    const processes = () => processesWith(`MARK_OF_TEST=${root}`).length;
    await ask("shell_exec", { command: "sleep 1000", as_daemon: true });
    const running = ask("shell_exec", { command: "sleep 2000" }).catch(() => {});
    await until(() => processes() === 2);

    await host.stop({ graceMs: 0 });

    await running;
    await until(() => processes() === 0);
  });

  test("keeps its daemons while its thread is gone, and finds them counted afterwards", async () => {
    const { ask, root, threadsEnded } = await start((at) => ({
      ...shellOf(at),
      limits: { idle_ms: 50, processes: 1 },
    }));
    const { pid } = await ask("shell_exec", { command: "sleep 1000", as_daemon: true });

    await until(() => threadsEnded() === 1);

    expect(processesWith(`MARK_OF_TEST=${root}`)).toEqual([pid]);
    expect(await ask("shell_exec", { command: "pwd" })).toMatchObject({ error_code: "denied" });
  });

  test("has its command ended by the time limit", async () => {
    const { ask, root } = await start(shellOf);

    const late = await ask("shell_exec", { command: "sleep 2000", timeout_ms: 200 });

    expect(late).toMatchObject({
      error_code: "timeout",
      error: 'Cannot run "sleep 2000": no answer within 200 ms',
    });
    await until(() => processesWith(`MARK_OF_TEST=${root}`).length === 0);
  });
});

test.each([300, 401, 502])(
  "a skill whose host call is cut by a deadline of %i ms still answers with how that failed",
  async (timeoutMs) => {
    const { host, root, ask } = await start((at) => ({
      permissions: { shell: { enabled: true, allowlist: ["**"], allowed_dirs: [`${at}:rw`] } },
    }));
    await ask("shell_exec", { command: "pwd" });
    const request = encodeMessage({ command: "sleep 2000", workdir: root });

    const args = { name: "shell_exec", request };
    const { value } = await host.invoke("probe", "ask", { args, timeoutMs });

    expect(decodeMessage(value as Uint8Array)).toMatchObject({ error_code: "timeout" });
  },
);

describe("a skill in its thread that logs", () => {
  test("is heard by the host, with the call that logged", async () => {
    const { ask, logged, host } = await start(() => ({}));

    await ask("log_write", { level: "warn", message: "hello", fields: { n: 1 } });
    await host.stop();

    expect(logged()).toEqual([
      expect.objectContaining({
        skillId: "probe",
        level: "warn",
        message: "hello",
        fields: { n: 1 },
        requestId: expect.stringMatching(/./),
      }),
    ]);
  });

  test("has every line printed or counted, however many there are", async () => {
    const { ask, logged, host } = await start(() => ({ limits: { log_lines_per_s: 5 } }));

    for (let n = 0; n < 60; n++) await ask("log_write", { level: "info", message: "x" });
    await host.stop();

    const printed = logged().filter(({ level }) => level === "info").length;
    const dropped = logged().reduce((sum, { fields }) => sum + Number(fields.dropped ?? 0), 0);
    expect(printed + dropped).toBe(60);
    expect(dropped).toBeGreaterThan(0);
  });
});
