import { createMockHost, type MockHost } from "@luminarys/sdk-as/testing";
import type {
  World,
  WorldAnswer,
  WorldFaces,
  WorldPeer,
  WorldReply,
} from "@luminarys/sdk-as/testing/suite";
import type { HttpExchange } from "../../testing/devices/http/exchange.js";

const skills = ["probe", "other"] as const;

const manifest = {
  env: { GREETING: "hello" },
  invoke_policy: { can_invoke: [...skills] },
  permissions: {
    fs: { enabled: true, dirs: ["/work:rw"] },
    http: { enabled: true, allowlist: ["**://127.0.0.1:*/**"], allow_websocket: true },
    tcp: { enabled: true, allowlist: ["127.0.0.1:*"] },
    shell: {
      enabled: true,
      allowlist: ["print *", "count *", "exit *", "hang"],
      allowed_dirs: ["/work:rw"],
    },
    file_transfer: { enabled: true, allowed_nodes: ["w1"], local_dirs: ["/work:rw"] },
    llm: { enabled: true },
  },
};

/** The probe on a mock host. */
export function createFakeWorld(skill: Uint8Array): World {
  const host = createMockHost({
    skill: { probe: skill, other: skill },
    manifest: { probe: manifest, other: manifest },
  });
  let port = 7000;
  const nextAddress = () => `127.0.0.1:${++port}`;
  host.fs.mkdir("/work");
  host.cluster.node("w1");
  host.shell.on("print *").reply(({ command }) => ({ output: `${command.slice(6)}\n` }));
  host.shell
    .on("count *")
    .reply(({ command }) => ({ output: numbersTo(Number(command.slice(6))) }));
  host.shell.on("exit *").reply(({ command }) => ({ exitCode: Number(command.slice(5)) }));
  host.shell.on("hang").hang();
  return {
    dir: "/work",
    skills,
    node: "w1",
    faces: createFaces(host),
    commands: {
      prints: (text) => `print ${text}`,
      counts: (to) => `count ${to}`,
      exits: (code) => `exit ${code}`,
      hangs: () => "hang",
    },
    call: (method, args, call) => host.call(method, args, call),
    serveHttp: (routes) => {
      const base = `http://${nextAddress()}`;
      for (const [route, { status = 200, headers = {}, body, hangs }] of Object.entries(routes)) {
        const [method = "", path = ""] = route.split(" ");
        const rule = host.http.on(method, `${base}${path}`);
        if (hangs) rule.fail("timeout");
        else rule.reply((request) => ({ status, headers, body: bodyOf(request, body) }));
      }
      return base;
    },
    serveTcp: (peer) => {
      const addr = nextAddress();
      const certificate = peer.tls ? "self-signed" : "valid";
      host.tcp
        .on(addr, { certificate })
        .accept((script) => follow(script, peer, (data) => decode(data)));
      return addr;
    },
    serveWs: (peer) => {
      const { tls = false, demands } = peer;
      const url = `${tls ? "wss" : "ws"}://${nextAddress()}/`;
      const certificate = tls ? "self-signed" : "valid";
      const headers = demands ? { [demands.name]: demands.value } : {};
      if (demands) host.ws.on(url).refuseHandshake(401);
      host.ws.on(url, { certificate, headers }).accept((script) => {
        const ending = {
          send: (data: string) => script.send(data),
          reply: (answer: (message: { data: Uint8Array }) => string) => script.reply(answer),
          end: () => script.close(),
          reset: () => script.reset(),
        };
        follow(ending, peer, ({ data }) => decode(data));
      });
      return url;
    },
    closedAddress: () => {
      const addr = nextAddress();
      host.tcp.on(addr).refuse();
      return addr;
    },
    complete: (content) => void host.llm.reply(content),
    remember: (sessionId, messages) => host.llm.history(messages, { sessionId }),
    settle: () => host.runUntilIdle(),
    close: () => host.close(),
  };
}

function createFaces(host: MockHost): WorldFaces {
  host.web.route("POST", "/respond", { ref: "probe.respond" });
  host.web.route("GET", "/bound/:name", { ref: "probe.bound", bind: "params" });
  host.sockets.route("room", { ref: "probe.on_socket" });
  return {
    request: (body) => shown(host.web.request("POST", "/respond", { body })),
    bound: (rest) => shown(host.web.request("GET", `/bound/${rest}`)),
    join: () => {
      const peer = host.sockets.open("room");
      return {
        send: (message) => peer.send(message),
        heard: () => peer.received.map(({ type, data }) => `${type} ${decode(data)}`),
      };
    },
  };
}

function shown(response: ReturnType<MockHost["web"]["request"]>): WorldAnswer {
  const headers = response.headers.map(({ name, value }) => [name.toLowerCase(), value]);
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    body: response.text,
    isWhole: !response.isOpen && !response.isAborted,
  };
}

interface Script<Received> {
  send(data: string): unknown;
  reply(answer: (received: Received) => string): unknown;
  end(): unknown;
  reset(): unknown;
}

function follow<Received>(
  script: Script<Received>,
  { greeting, answer, ends }: WorldPeer,
  read: (received: Received) => string,
): void {
  if (greeting !== undefined) script.send(greeting);
  if (answer) script.reply((received) => answer(read(received)));
  if (ends === "eof") script.end();
  if (ends === "reset") script.reset();
}

function numbersTo(last: number): string {
  return Array.from({ length: last }, (_, i) => `${i + 1}\n`).join("");
}

/** What the world says that its server answers. */
function bodyOf(request: HttpExchange, body: WorldReply["body"] = ""): string {
  if (typeof body === "string") return body;
  const names = request.headers.map(({ name }) => name.toLowerCase());
  const headers = Object.fromEntries(names.map((name) => [name, request.header(name)]));
  return body({ headers, body: request.text() });
}

function decode(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}
