import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { root } from "../support/sources.js";

test("the demo takes a skill from source to an MCP client's answers, plain when it isn't on a terminal", () => {
  const printed = execFileSync(process.execPath, ["--import", "tsx", "scripts/demo.ts"], {
    cwd: root,
    encoding: "utf8",
  });
  const wanted = [
    "skill-gen",
    "asks the host for",
    "Hello 1.0.0, 6 methods",
    "=>  'Good morning, Ada!'",
    "host  log_write { level: 'warn', message: 'The demo was here', fields:",
    'Cannot read number: found "many"',
    "skill-host call manifest.yaml greet --name Ada",
    "Good morning, Ada!\n",
    "skill-host mcp scripts/demo/host.yaml",
    "tools/call hello/greet { name: 'Ada' }\n  => Good morning, Ada!",
    "Cannot call hello/greet: an argument doesn't fit\n- name: expected string, found 7",
  ];
  expect(wanted.filter((text) => !printed.includes(text))).toEqual([]);
  expect(printed).not.toContain("\u001b");
});
