import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { type Check, type Finished, type Outcome, runChecks } from "./check/run-checks.js";
import { runTests } from "./check/run-tests.js";

/** Warning 235 says that classes aren't exported to the host, which a library needn't. */
const guest = ["index.ts", "--noEmit", "--disableWarning", "235"];

/** With one seed, so that each run gives the same inputs as far as it comes; others are tried by hand. */
const fuzz = "npm run --silent fuzz -- --seconds 60 --seed 1";

/** Whatever reads the built files waits for them. The checks that fill the machine by themselves come last. */
const checks: Check[] = [
  command("build", "npm run --silent build"),
  command("style", "biome ci ."),
  command("types of the page", "tsc -p host/faces/gateway/page/browser"),
  command("guest 0.28", "node node_modules/assemblyscript/bin/asc.js", guest),
  command("guest 0.27", "node node_modules/assemblyscript-0.27/bin/asc.js", guest),
  command("generated", "npm run --silent generate -- --check"),
  command("fuzz", fuzz),
  built("types", "tsc --noEmit"),
  built("unused", "knip"),
  built("page of figures", "npm run --silent bench -- --page --check"),
  built("pictures", "tsx scripts/pictures.ts --check"),
  built("package", "tsx scripts/check-package.ts"),
  built("site", "npm run --silent site"),
  { ...built("docs", "tsx scripts/check-docs.ts"), processors: 2 },
  { name: "tests", processors: 2, after: "build", run: runTests },
];

/** Of what a check that failed has printed, what is said again at the end. */
const LAST_LINES = 30;

function command(name: string, line: string, more: readonly string[] = []): Check {
  const [file = "", ...args] = line.split(" ");
  return { name, processors: 1, run: () => run(file, [...args, ...more]) };
}

function built(name: string, line: string): Check {
  return { ...command(name, line), after: "build" };
}

function run(file: string, args: readonly string[]): Promise<Outcome> {
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  return new Promise((resolve) => {
    child.once("error", ({ message }) =>
      resolve({ passed: 0, failed: 1, printed: `${message}\n`, failures: message }),
    );
    child.once("close", (code) => {
      const failures = printed.trimEnd().split("\n").slice(-LAST_LINES).join("\n");
      resolve(
        code === 0
          ? { passed: 1, failed: 0, printed }
          : { passed: 0, failed: 1, printed, failures },
      );
    });
  });
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !checks.some((check) => check.name === name));
  if (unknown !== undefined) {
    const known = checks.map(({ name }) => name).join(", ");
    console.error(`Cannot run check "${unknown}": the checks are ${known}`);
    return 2;
  }
  const wanted = checks.filter(({ name }) => names.length === 0 || names.includes(name));
  const finished: Finished[] = [];
  await runChecks(wanted, {
    processors: Math.min(2, availableParallelism()),
    onFinished: (check) => {
      console.log(`\n# ${check.name}\n${check.printed.trimEnd()}`);
      finished.push(check);
    },
  });
  const lines = finished.map(
    ({ name, failed, seconds }) =>
      `${failed === 0 ? "ok  " : "FAIL"}  ${name.padEnd(17)} ${seconds.toFixed(1).padStart(6)} s`,
  );
  const failures = finished.flatMap(({ name, failures = "" }) =>
    failures === "" ? [] : [`\n# what failed: ${name}\n${failures.trim()}\n`],
  );
  const sum = (what: "passed" | "failed") => finished.reduce((n, each) => n + each[what], 0);
  console.log(
    `\n${lines.join("\n")}\n${failures.join("")}\n${sum("passed")} passed, ${sum("failed")} failed`,
  );
  return sum("failed") === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
