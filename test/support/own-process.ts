/**
 * Test files of the host that get a process of their own: they count what a process has (threads, open
 * files, memory, sockets), or change what all of it shares (timers, modules, globals, variables). All
 * others share a few processes. test/repo/own-process.test.ts names the file that is missing here.
 */
export const ownProcess: readonly string[] = [
  "host/test/agents/endpoint.test.ts",
  "host/test/channels/create-channel.test.ts",
  "host/test/channels/leaks.test.ts",
  "host/test/channels/limited.test.ts",
  "host/test/channels/with-tracing.test.ts",
  "host/test/devices/archive-hostile.test.ts",
  "host/test/devices/egress-connections.test.ts",
  "host/test/devices/fs-hostile.test.ts",
  "host/test/devices/http-bodies.test.ts",
  "host/test/devices/http-failures.test.ts",
  "host/test/devices/shell.test.ts",
  "host/test/devices/shell/hostile.test.ts",
  "host/test/durability/scale.test.ts",
  "host/test/faces/sockets/on-demand.test.ts",
  "host/test/leaks.test.ts",
  "host/test/listen/server-response.test.ts",
  "host/test/token-list.test.ts",
  "host/test/worker/watchdog.test.ts",
];
