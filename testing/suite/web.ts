import { encodeMessage } from "../../engine/codec/message.js";
import { ask, bytes, hear } from "./asker.js";
import type { SuitePart } from "./suite-part.js";
import type { World, WorldAnswer, WorldFaces } from "./world.js";

type Request = Readonly<Record<string, unknown>>;

export const NO_FACES = "this world has no clients";

/** Requests a route whose method sends all that, and returns a text or nothing. */
function request(
  faces: WorldFaces,
  { requests, value = null }: { requests: readonly Request[]; value?: string | null },
) {
  return faces.request(
    encodeMessage({ requests: requests.map((each) => encodeMessage(each)), value }),
  );
}

/** How the calls of `web_send` ended: "" or a code. */
async function codes(world: World, count: number): Promise<string[]> {
  return (await hear(world, count)).map((line) => line.replace("web:", ""));
}

function shown({ status, body, isWhole }: WorldAnswer): unknown[] {
  return [status, body, isWhole];
}

export function webSuite({ describe, promise, expect }: SuitePart): void {
  describe("web", () => {
    promise("what a method returns is the answer", async (world, { skip }) => {
      const faces = world.faces ?? skip(NO_FACES);
      const answer = await request(faces, { requests: [], value: "<p>" });
      expect(shown(answer)).toEqual([200, "<p>", true]);
      expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(shown(await request(faces, { requests: [] }))).toEqual([204, "", true]);
    });

    promise(
      "status and headers are set, bytes written, the body ends it",
      async (world, { skip }) => {
        const faces = world.faces ?? skip(NO_FACES);
        const headers = [
          { name: "content-type", value: "text/plain" },
          { name: "X-A", value: "1" },
        ];
        const requests = [{ status: 201, headers }, { write: bytes("a") }, { body: bytes("b") }];
        const answer = await request(faces, { requests, value: "ignored" });
        expect(shown(answer)).toEqual([201, "ab", true]);
        expect(answer.headers).toMatchObject({ "content-type": "text/plain", "x-a": "1" });
        expect(await codes(world, 3)).toEqual(["", "", ""]);
      },
    );

    promise("an answer that was started ends with its method", async (world, { skip }) => {
      const faces = world.faces ?? skip(NO_FACES);
      const answer = await request(faces, { requests: [{ write: bytes("a") }], value: "ignored" });
      expect(shown(answer)).toEqual([200, "a", true]);
    });

    promise("a redirect is 302, unless another 3xx is set", async (world, { skip }) => {
      const faces = world.faces ?? skip(NO_FACES);
      const found = await request(faces, { requests: [{ redirect: "/there" }] });
      expect([found.status, found.headers.location]).toEqual([302, "/there"]);
      const other = await request(faces, { requests: [{ status: 303, redirect: "/there" }] });
      expect(other.status).toBe(303);
    });

    promise("what can't follow is invalid, and changes nothing", async (world, { skip }) => {
      const faces = world.faces ?? skip(NO_FACES);
      const requests = [
        { status: 99 },
        { headers: [{ name: "X-A", value: "b\r\nSet-Cookie: c=d" }] },
        { headers: [{ name: "transfer-encoding", value: "chunked" }] },
        { body: bytes("a"), end: true },
        { redirect: "/", write: bytes("a") },
        { write: bytes("a") },
        { status: 404 },
        { headers: [{ name: "X-A", value: "1" }] },
        { redirect: "/" },
        { write: bytes("b") },
      ];
      const answer = await request(faces, { requests });
      expect(shown(answer)).toEqual([200, "ab", true]);
      const invalid = "invalid";
      const before = [invalid, invalid, invalid, invalid, invalid, ""];
      expect(await codes(world, 10)).toEqual([...before, invalid, invalid, invalid, ""]);
    });

    promise("after the end it is closed", async (world, { skip }) => {
      const faces = world.faces ?? skip(NO_FACES);
      const requests = [{ body: bytes("a") }, { write: bytes("b") }, { end: true }];
      expect(shown(await request(faces, { requests }))).toEqual([200, "a", true]);
      expect(await codes(world, 3)).toEqual(["", "closed", "closed"]);
    });

    promise("a method gets its own parameters, each as its type", async (world, { skip }) => {
      const faces = world.faces ?? skip(NO_FACES);
      const all = await faces.bound("A%20b?count=-9007199254740993&loud=on&marks=1.5&marks=2");
      expect(shown(all)).toEqual([200, "A b -9007199254740993 true 1.5+2.0", true]);
      expect(shown(await faces.bound("Ada?other=1"))).toEqual([200, "Ada 1 false ", true]);
    });

    promise("a request that doesn't fit is told all that is wrong", async (world, { skip }) => {
      const faces = world.faces ?? skip(NO_FACES);
      const { status, body } = await faces.bound("Ada?count=many&loud=perhaps&marks=1&marks=x");
      const signature = "bound(name: string, count?: integer, loud?: boolean, marks?: number[])";
      expect([status, body]).toEqual([
        400,
        `The request doesn't fit ${signature} -> string\n` +
          '- count: expected integer, found "many"\n' +
          '- loud: expected boolean, found "perhaps"\n' +
          '- marks[1]: expected number, found "x"\n',
      ]);
    });

    promise("outside a request there is nobody to answer", async (world, { skip }) => {
      if (!world.faces) skip(NO_FACES);
      const write = bytes("a");
      expect(await ask(world, "web_send", { write })).toMatchObject({ error_code: "invalid" });
      const other = { exchange: "none", write };
      expect(await ask(world, "web_send", other)).toMatchObject({ error_code: "closed" });
    });
  });
}
