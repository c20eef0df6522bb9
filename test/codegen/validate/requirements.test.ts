import { describe, expect, test } from "vitest";
import { modelOf } from "../model-of.js";
import { generateSkill } from "../render-findings.js";
import { goodSkill } from "../run-cli.js";

const method = '// @skill:method m "M"\nexport function m(): void {}\n';

async function idsOf(requirements: string[], code: string): Promise<string[]> {
  const lines = requirements.map((each) => `// @skill:require ${each}\n`).join("");
  return (await modelOf(`${lines}${code}${method}`)).ids;
}

const use = (call: string, imported: string) =>
  `import { ${imported} } from "@luminarys/sdk-as";\nfunction f(): void { ${call}; }\n`;

const everything: [kind: string, line: string, call: string, imported: string][] = [
  ["http", "http https://a/**", 'httpGet("https://a/")', "httpGet"],
  ["http", "http https://a/**", 'http.post("https://a/", b)', "http"],
  ["http", "http https://a/**", 'get("https://a/")', "httpGet as get"],
  ["tcp", "tcp redis:6379", 'tcpRequest("redis:6379", b)', "tcpRequest"],
  ["tcp", "tcp redis:6379", 'tcp.connect("redis:6379")', "tcp"],
  ["ws", "ws wss://a/**", 'wsConnect("wss://a/")', "wsConnect"],
  ["ws by http", "http wss://a/**", 'ws.connect("wss://a/")', "ws"],
  ["shell", "shell git **", 'shellExec("git log")', "shellExec"],
  ["shell", "shell git **", 'shell.exec("git log")', "shell"],
  ["env", "env HOME", 'getEnv("HOME")', "getEnv"],
  ["env", "env HOME", 'system.env("HOME")', "system"],
  ["env of any name", "env HOME", "getEnv(name)", "getEnv"],
  ["llm", "llm", 'promptComplete("hi")', "promptComplete"],
  ["llm", "llm", "historyGet()", "historyGet"],
  ["llm", "llm", 'llm.prompt("hi")', "llm"],
];

describe("a call with its requirement is fine, without it isn't", () => {
  test.each(everything)("%s: %s, %s", async (_, line, call, imported) => {
    expect(await idsOf([line], use(call, imported))).toEqual([]);
    expect(await idsOf([], use(call, imported))).toEqual(["SK305"]);
  });

  test.each([
    ['fsRead("/data/a")', "fsRead"],
    ['fs.read("/data/a")', "fs"],
    ['archiveList("/data/a.zip")', "archiveList"],
    ["diskUsage()", "diskUsage"],
    ["sysInfo()", "sysInfo"],
    ["timeNow()", "timeNow"],
    ['logInfo("a")', "logInfo"],
    ["clusterNodeList()", "clusterNodeList"],
    ['headersFromJSON("{}")', "headersFromJSON"],
    ['http.headersFromJSON("{}")', "http"],
    ['newCallModule("a", "b")', "newCallModule"],
    ['webSend({ body: "a" })', "webSend"],
    ['web.write("a")', "web"],
    ['websocketSend({ socket: "a" })', "websocketSend"],
    ['sockets.receive("a")', "sockets"],
  ])("but %s needs none", async (call, imported) => {
    expect(await idsOf([], use(call, imported))).toEqual([]);
  });

  test.each(["ws wss://a/**", "http wss://a/**"])(
    "but a named socket may need %s",
    async (line) => {
      const code = use('websocketSend({ socket: "a", url: "wss://a/" })', "websocketSend");
      expect(await idsOf([line], code)).toEqual([]);
    },
  );

  test.each([
    ["tcp *:*", "tcpRequest(address, b)"],
    ["tcp *:6379", "tcp.connect(`${host}:6379`)"],
    ["http https://**", "http.get(url)"],
    ["ws wss://**", "ws.connect(url)"],
  ])("%s is for an address that the source doesn't know", async (line, call) => {
    expect(await idsOf([line], use(call, "http, tcp, tcpRequest, ws"))).toEqual([]);
  });

  test.each([
    ['tcpRequest("cache:6380", b)', "tcp cache:6380"],
    ['tcp.connect("127.0.0.1:4711")', "tcp 127.0.0.1:4711"],
    ['http.get("https://api.example.org:8443/v1?a=b")', "http https://api.example.org:8443/**"],
    ['http.request({ method: "GET", url: "http://localhost/" })', "http http://localhost/**"],
    ['ws.connect("wss://feed.example.org/a")', "ws wss://feed.example.org/**"],
    ['getEnv("CACHE")', "env CACHE"],
    ['shell.exec(`git log --oneline --since="${since}"`)', "shell git log **"],
    ['shell.exec("apt-get install " + name)', "shell apt-get install **"],
    ["shell.exec(`cat /data/${name}`)", "shell cat **"],
    [
      "http.get(`https://holidays.example.com/v1/${country}`)",
      "http https://holidays.example.com/**",
    ],
    ['ws.connect("wss://feed.example.org:8443/" + name)', "ws wss://feed.example.org:8443/**"],
    ['llm.prompt("hi")', "llm"],
  ])("what %s names is proposed", async (call, line) => {
    const text = goodSkill + use(call, "getEnv, http, llm, shell, tcp, tcpRequest, ws");
    const { diagnostics } = await generateSkill([{ path: "skill.ts", text }]);
    expect(diagnostics.map(({ hint }) => hint)).toEqual([
      `Add to the skill tags: @skill:require ${line}`,
    ]);
  });

  test.each([
    ["shell.exec(command)", "shell git status **"],
    ["shell.exec(`${name} log`)", "shell git status **"],
    ["http.get(`https://${host}/v1`)", "http https://api.example.com/**; http https://** when"],
    ["http.get(`https://api.${domain}/`)", "http https://api.example.com/**; http https://** when"],
    ["ws.connect(url)", "ws wss://feed.example.com/**; ws wss://** when"],
  ])("for %s, which names too little, an example is called one", async (call, line) => {
    const text = goodSkill + use(call, "http, shell, ws");
    const { diagnostics } = await generateSkill([{ path: "skill.ts", text }]);
    const want = `Add to the skill tags what it may call, for example: @skill:require ${line}`;
    expect(diagnostics.map(({ hint }) => hint.slice(0, want.length))).toEqual([want]);
  });

  test("a variable needs its own line", async () => {
    expect(await idsOf(["env OTHER"], use('getEnv("HOME")', "getEnv"))).toEqual(["SK305"]);
    expect(await idsOf(["env H*"], use('getEnv("HOME")', "getEnv"))).toEqual([]);
  });

  test("each missing kind is named once", async () => {
    const code = use('httpGet("a"); httpGet("b"); getEnv("A"); getEnv("B")', "httpGet, getEnv");
    expect(await idsOf([], code)).toEqual(["SK305", "SK305", "SK305"]);
  });

  test("a function of the author's with the same name isn't the SDK's", async () => {
    expect(
      await idsOf([], "function httpGet(): void {}\nfunction f(): void { httpGet(); }\n"),
    ).toEqual([]);
  });
});

describe("a requirement that nothing needs is found", () => {
  async function unneeded(line: string, code: string): Promise<boolean> {
    const text = `// @skill:require ${line}\n${code}${goodSkill}`;
    const { diagnostics } = await generateSkill([{ path: "skill.ts", text }]);
    return diagnostics.some((each) => each.id === "SK304");
  }

  test.each(["http x", "tcp x", "ws x", "shell x", "env X", "llm", "invoke x", "fs /x ro"])(
    "%s without any call",
    async (line) => {
      expect(await unneeded(line, "")).toBe(true);
      expect(await unneeded(line, use("sysInfo()", "sysInfo"))).toBe(true);
    },
  );

  test.each([
    ["env X", use('getEnv("Y")', "getEnv")],
    ["env X", use('getEnv("Y"); system.env("Z")', "getEnv, system")],
    ["http x", "class http { static get(): void {} }\nfunction f(): void { http.get(); }\n"],
    ["http x", "function f(http: Mine): void { http.get(); }\n"],
    ["http x", "function f(): void { const http = new Mine(); http.get(); }\n"],
  ])("%s with %s", async (line, code) => {
    expect(await unneeded(line, code)).toBe(true);
  });

  test.each([
    ["env X", use('getEnv("Y"); getEnv(name)', "getEnv")],
    ["env X*", use('getEnv("XY")', "getEnv")],
    ...everything.map(([, line, call, imported]) => [line, use(call, imported)]),
    ["fs /x ro", use('fsRead("/x")', "fsRead")],
    ["fs /x ro", use('archive.list("/x")', "archive")],
    ["fs /x ro", use('fileTransferSend("n", "/x", "/y")', "fileTransferSend")],
    ["invoke other", use('newCallModule("other", "m")', "newCallModule")],
    ["invoke other", 'import { Context } from "@luminarys/sdk-as";\n'],
    ["env X", 'const x = process.env.get("X");\n'],
    ["http x", 'import * as sdk from "@luminarys/sdk-as";\n'],
    ["http x", 'import { fetchAll } from "some-package";\n'],
    ["http x", 'function f(): void { http.get("http://x/"); }\n'],
    ["tcp x", 'function f(): void { tcpRequest("x", b); }\n'],
  ])("but not %s with %s", async (line, code) => {
    expect(await unneeded(line, code)).toBe(false);
  });
});

test.each(["http **", "http *", "shell **", "tcp **", "ws **"])(
  "%s asks for everything",
  async (line) => {
    const code = use("1", "httpGet, shellExec, tcpRequest, wsConnect");
    expect(await idsOf([line], code)).toEqual(["SK303"]);
  },
);

test.each(["http https://**", "shell git **", "tcp *:6379", "fs /** rw", "invoke *", "env *"])(
  "%s names something",
  async (line) => {
    expect(await idsOf([line], "")).toEqual([]);
  },
);

test.each([
  "http https://$HOST/**",
  "tcp $REDIS_ADDR",
  "tcp {REDIS_ADDR}",
  "tcp redis:${PORT}",
  "ws wss://${HOST}/**",
  "shell cat $HOME/**",
  "fs $HOME/** ro",
])("%s names a variable", async (line) => {
  const code = use("1", "fsRead, httpGet, shellExec, tcpRequest, wsConnect");
  expect(await idsOf([line], code)).toEqual(["SK308"]);
});

test.each(["http https://a/$metadata", "tcp {redis,cache}:6379", "shell git log --format=%h$"])(
  "%s names none",
  async (line) => {
    expect(await idsOf([line], use("1", "httpGet, shellExec, tcpRequest"))).toEqual([]);
  },
);
