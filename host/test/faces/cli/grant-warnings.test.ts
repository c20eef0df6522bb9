import type { ManifestInput } from "@luminarys/sdk-as/engine";
import { expect, test } from "vitest";
import { grantWarnings } from "../../../faces/cli/commands/grant-warnings.js";
import { type GrantCase, readGrantCase } from "./grant-case.js";

function warningsOf(given: GrantCase): string[] {
  const { manifest, needs } = readGrantCase(given);
  return grantWarnings(manifest, needs);
}

const permissions = (granted: ManifestInput["permissions"]) => ({ permissions: granted });

test.each<[what: string, given: GrantCase, want: string[]]>([
  ["a skill that imports nothing and is granted nothing", { grants: {} }, []],
  [
    "functions of a disabled area",
    { grants: {}, imports: ["tcp_request", "tcp_connect", "env_get"] },
    ["imports tcp_request and 1 more, but permissions.tcp is disabled: its calls will be denied"],
  ],
  ["functions that need no grant", { grants: {}, imports: ["time_now", "log_write"] }, []],
  [
    "a disabled area that an unmet requirement tells of",
    { grants: {}, imports: ["tcp_request"], requires: ["tcp redis:6379"] },
    [],
  ],
  [
    "a list without enabled",
    {
      grants: permissions({ http: { allowlist: ["https://a.example/**"] } }),
      imports: ["http_get"],
    },
    [
      "imports http_get, but permissions.http is disabled: its calls will be denied",
      "permissions.http.allowlist grants nothing: permissions.http.enabled isn't true",
    ],
  ],
  [
    "functions for files without a directory",
    { grants: permissions({ fs: { enabled: true } }), imports: ["fs_read"] },
    ["imports fs_read, but permissions.fs.dirs is empty: its calls will be denied"],
  ],
  [
    "commands without a directory to run in",
    {
      grants: permissions({ shell: { enabled: true, allowlist: ["uname **"] } }),
      imports: ["shell_exec"],
      requires: ["shell uname"],
    },
    ["imports shell_exec, but permissions.shell.allowed_dirs is empty: its calls will be denied"],
  ],
  [
    "tcp without an allowlist, which reaches private addresses",
    { grants: permissions({ tcp: { enabled: true } }), imports: ["tcp_request"] },
    [],
  ],
  [
    "a WebSocket where http allows none",
    {
      grants: permissions({ http: { enabled: true, allowlist: ["https://a.example/**"] } }),
      imports: ["http_get", "ws_connect"],
    },
    [
      "imports ws_connect, but permissions.http.allow_websocket isn't true: its calls will be denied",
    ],
  ],
  [
    "a required variable without a value",
    { grants: { env: { TOKEN: "", REGION: "eu" } }, requires: ["env TOKEN", "env REGION"] },
    ["env.TOKEN is required and empty: set what it is taken from, or write its value"],
  ],
  ["a function that no host knows", { grants: {}, imports: ["constructor", "fs_teleport"] }, []],
])("%s", (_, given, want) => {
  expect(warningsOf(given)).toEqual(want);
});
