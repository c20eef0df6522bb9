import { createMockHost } from "@luminarys/sdk-as/testing";
import { describe, expect, test } from "vitest";
import skill from "../assembly?skill";
import { tour } from "./tour.js";

const manifest = new URL("../manifest.yaml", import.meta.url);

const tap = `ok 1 - adds an article
not ok 2 - counts articles
  expected 2, got 3
ok 3 - empties the cart
# pass 2
# fail 1
`;

function createProject() {
  const host = createMockHost({ skill, manifest });
  host.fs.mkdir("/project");
  return host;
}

describe("tests", () => {
  test("are run in the project's folder", () => {
    const host = createProject();
    host.shell.on("npm test").reply({ output: "# pass 3\n# fail 0\n" });
    const { value } = host.call("run_tests");
    expect(value).toEqual({ passed: true, exitCode: 0, output: "# pass 3\n# fail 0\n" });
    expect(host).toHaveCalledHost("shell_exec", { command: "npm test", workdir: "/project" });
  });

  test("that fail are a report, not an error", () => {
    const host = createProject();
    host.shell.on("npm test").reply({ output: tap, exitCode: 1 });
    const { value, error } = host.call("run_tests", { lines: 2 });
    expect(error).toBeUndefined();
    expect(value).toEqual({ passed: false, exitCode: 1, output: "# pass 2\n# fail 1\n" });
  });

  test("show only what failed, when that is asked", () => {
    const host = createProject();
    host.shell.on("npm test").reply({ output: tap, exitCode: 1 });
    expect(host.call("run_tests", { show: "failures" }).value).toMatchObject({
      output: "not ok 2 - counts articles\n# pass 2\n# fail 1\n",
    });
  });

  test("of some files are chosen by name", () => {
    const host = createProject();
    host.shell.on("npm test -- src/cart").reply({ output: tap });
    expect(host.call("run_tests", { file: "src/cart" }).value).toMatchObject({ passed: true });
  });

  test.each(["--prefix=/", "cart; rm -r .", "$(id)", "a b"])(
    "never take %j into the command",
    (file) => {
      const host = createProject();
      const { error } = host.call("run_tests", { file });
      expect(error).toBe(`Cannot run tests: "${file}" is no part of a file's name`);
      expect(host).not.toHaveCalledHost("shell_exec");
    },
  );

  test("that never end are given up, and the next run works", () => {
    const host = createProject();
    host.shell.on("npm test").hang().once().reply({ output: "# pass 3\n" });
    expect(host.call("run_tests").error).toBe(
      'Cannot run "npm test": no answer within 600000 ms. Hint: run the tests of fewer files',
    );
    expect(host.call("run_tests").value).toMatchObject({ passed: true });
  });
});

describe("the development server", () => {
  test("is started once, and its log can be read", () => {
    const host = createProject();
    host.shell.on("npm run dev").reply({ output: "ready in 300 ms\n" });
    const { value: pid } = host.call("start_server");
    expect(host.call("start_server").value).toBe(pid);
    const [server] = host.shell.daemons;
    expect(host.shell.daemons).toHaveLength(1);
    server?.log("GET /\n").log("GET /cart\n");
    expect(host.call("server_log", { lines: 2 }).value).toEqual(["GET /", "GET /cart"]);
  });

  test("ends with the skill", () => {
    const host = createProject();
    host.shell.on("npm run dev").reply({});
    host.call("start_server");
    host.close();
    expect(host.shell.daemons[0]?.running).toBe(false);
  });

  test("has no log before it is started", () => {
    const { error } = createProject().call("server_log");
    expect(error).toBe("Cannot show log: there is none. Hint: call start_server");
  });

  test("can be started again after an attempt that failed", () => {
    const host = createProject();
    host.shell.on("npm run dev").reply({});
    host.faults.next("shell_exec", "not_found");
    expect(host.call("start_server")).toFailWith("Hint: is npm installed?");
    expect(host.call("start_server").value).toBeGreaterThan(0);
  });
});

test("another folder than the granted one is denied, and the error says what to grant", () => {
  const host = createMockHost({ skill, manifest, env: { PROJECT_DIR: "/home" } });
  const result = host.call("lint");
  expect(result).toBeDenied("shell");
  expect(result.error).toBe(
    'Cannot run "npm run lint": working directory: outside the allowed directories (/project:rw). ' +
      'Hint: add "/home:ro" to permissions.shell.allowed_dirs',
  );
});

test("every failure of the host is told, none is a trap", () => {
  createMockHost({ skill, manifest }).faults.campaign(tour).demandNone();
});
