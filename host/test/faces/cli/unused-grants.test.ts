import { expect, test } from "vitest";
import { unusedGrants } from "../../../faces/cli/commands/unused-grants.js";
import { type GrantCase, readGrantCase } from "./grant-case.js";

function unusedOf(given: GrantCase): string[] {
  const { manifest, needs } = readGrantCase(given);
  return unusedGrants(manifest, needs).map(({ grant, reason }) => `${grant}: ${reason}`);
}

const http = (...allowlist: string[]) => ({
  permissions: { http: { enabled: true, allowlist } },
});
const tcp = (...allowlist: string[]) => ({ permissions: { tcp: { enabled: true, allowlist } } });

test.each<[what: string, given: GrantCase, want: string[]]>([
  ["nothing granted", { grants: {} }, []],
  [
    "an area of which nothing is imported",
    { grants: http("https://a.example/**"), imports: ["env_get"] },
    ["permissions.http: the module imports no function that needs it"],
  ],
  [
    "a disabled area",
    { grants: { permissions: { http: { allowlist: ["https://a.example/**"] } } } },
    [],
  ],
  [
    "an entry beside the one that is required",
    {
      grants: http("https://a.example/**", "https://b.example/**"),
      imports: ["http_get"],
      requires: ["http https://a.example/**"],
    },
    ['"https://b.example/**" in permissions.http.allowlist: no requirement needs it'],
  ],
  [
    "two entries that are required together",
    {
      grants: tcp("redis:6379", "redis:6380"),
      imports: ["tcp_request"],
      requires: ["tcp redis:6379", "tcp redis:6380"],
    },
    [],
  ],
  [
    "the only entry of tcp, without which every private address would be reached",
    { grants: tcp("redis:6379"), imports: ["tcp_request"], requires: ["tcp redis:6379"] },
    [],
  ],
  [
    "an entry of tcp that covers more than is required, beside a vain one",
    {
      grants: tcp("localhost:63*", "redis:6379"),
      imports: ["tcp_request"],
      requires: ["tcp localhost:6399"],
    },
    ['"redis:6379" in permissions.tcp.allowlist: no requirement needs it'],
  ],
  [
    "the wider of two entries, either of which would do",
    {
      grants: tcp("**", "redis:6379"),
      imports: ["tcp_request"],
      requires: ["tcp redis:6379"],
    },
    ['"**" in permissions.tcp.allowlist: no requirement needs it'],
  ],
  [
    "entries within a wider requirement, which they don't meet",
    {
      grants: tcp("redis:6379", "10.0.0.0/8:*"),
      imports: ["tcp_request"],
      requires: ["tcp *:*"],
    },
    [],
  ],
  [
    "an entry that opens a private name, beside one that meets the whole requirement",
    { grants: tcp("*:6379", "redis:6379"), imports: ["tcp_request"], requires: ["tcp *:6379"] },
    [],
  ],
  [
    "an entry within a requirement that leaves its scheme out, beside a vain one",
    {
      grants: http("https://a.example/v1/**", "https://b.example/**"),
      imports: ["http_get"],
      requires: ["http a.example/**"],
    },
    ['"https://b.example/**" in permissions.http.allowlist: no requirement needs it'],
  ],
  [
    "an entry for WebSockets that aren't allowed yet",
    {
      grants: http("wss://a.example/**"),
      imports: ["ws_connect"],
      requires: ["ws wss://a.example/**"],
    },
    [],
  ],
  [
    "a command within a wider requirement",
    {
      grants: { permissions: { shell: { enabled: true, allowlist: ["git"] } } },
      imports: ["shell_exec"],
      requires: ["shell g*"],
    },
    [],
  ],
  [
    "an entry where nothing of the kind is required",
    { grants: http("https://a.example/**"), imports: ["http_get"], requires: ["env KEY"] },
    [],
  ],
  [
    "directories, which skills don't require",
    {
      grants: { permissions: { fs: { enabled: true, dirs: ["/data:rw", "/more:ro"] } } },
      imports: ["fs_read"],
      requires: ["fs /data rw"],
    },
    [],
  ],
  [
    "directories for a module that reads none",
    { grants: { permissions: { fs: { enabled: true, dirs: ["/data:rw"] } } } },
    ["permissions.fs: the module imports no function that needs it"],
  ],
  [
    "commands",
    {
      grants: { permissions: { shell: { enabled: true, allowlist: ["git **", "rm **"] } } },
      imports: ["shell_exec"],
      requires: ["shell git"],
    },
    ['"rm **" in permissions.shell.allowlist: no requirement needs it'],
  ],
  [
    "variables for a module that reads none",
    { grants: { env: { KEY: "1" } } },
    ["env.KEY: the module imports no function that reads variables"],
  ],
  [
    "variables beside the required one",
    { grants: { env: { KEY: "1", MORE: "2" } }, imports: ["env_get"], requires: ["env KEY"] },
    ["env.MORE: no requirement needs it"],
  ],
  [
    "skills beside the required one",
    {
      grants: { invoke_policy: { can_invoke: ["b", "c", "*"] } },
      requires: ["invoke b"],
    },
    ['"c" in invoke_policy.can_invoke: no requirement needs it'],
  ],
])("%s", (_, given, want) => {
  expect(unusedOf(given)).toEqual(want);
});
