import type { MockHost } from "@luminarys/sdk-as/testing";

/** A use of every method that a skill of this kind is there for. */
export function tour(host: MockHost): void {
  host.fs.mkdir("/project");
  host.shell.on("npm test **").reply({ output: "ok 1 - adds\n# pass 1\n" });
  host.shell.on("npm run lint").reply({ exitCode: 1, output: "cart.ts:3: unused variable\n" });
  host.shell.on("npm run dev").reply({ output: "ready\n" });
  host.call("run_tests", { file: "cart", show: "failures" });
  host.call("lint");
  host.call("start_server");
  host.call("server_log");
}
