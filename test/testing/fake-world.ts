import { createMockHost } from "@luminarys/sdk-as/testing";
import type { World, WorldPeer } from "@luminarys/sdk-as/testing/suite";

const manifest = {
  permissions: {
    fs: { enabled: true, dirs: ["/work:rw"] },
    http: { enabled: true, allowlist: ["http://127.0.0.1:*/**"], allow_websocket: true },
    tcp: { enabled: true, allowlist: ["127.0.0.1:*"] },
    shell: { enabled: true, allowlist: ["print *", "exit *", "hang"] },
    file_transfer: { enabled: true, allowed_nodes: ["w1"], local_dirs: ["/work:rw"] },
    llm: { enabled: true },
  },
};

/** The probe on a mock host. */
export function createFakeWorld(skill: Uint8Array): World {
  const host = createMockHost({ skill, manifest });
  let port = 7000;
  const nextAddress = () => `127.0.0.1:${++port}`;
  host.fs.mkdir("/work");
  host.cluster.node("w1");
  host.shell.on("print *").reply(({ command }) => ({ output: `${command.slice(6)}\n` }));
  host.shell.on("exit *").reply(({ command }) => ({ exitCode: Number(command.slice(5)) }));
  host.shell.on("hang").hang();
  return {
    dir: "/work",
    node: "w1",
    commands: {
      prints: (text) => `print ${text}`,
      exits: (code) => `exit ${code}`,
      hangs: () => "hang",
    },
    call: (method, args) => host.call(method, args),
    serveHttp: (routes) => {
      const base = `http://${nextAddress()}`;
      for (const [route, { status = 200, headers = {}, body, hangs }] of Object.entries(routes)) {
        const [method = "", path = ""] = route.split(" ");
        const rule = host.http.on(method, `${base}${path}`);
        if (hangs) rule.fail("timeout");
        else rule.reply({ status, headers, ...(body !== undefined && { text: body }) });
      }
      return base;
    },
    serveTcp: (peer) => {
      const addr = nextAddress();
      host.tcp.on(addr).accept((script) => follow(script, peer, (data) => decode(data)));
      return addr;
    },
    serveWs: (peer) => {
      const url = `ws://${nextAddress()}/`;
      host.ws.on(url).accept((script) => {
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
    settle: () => host.runUntilIdle(),
    close: () => host.close(),
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

function decode(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}
