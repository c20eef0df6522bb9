import { describe, expect, test } from "vitest";
import {
  findSocketHandler,
  type SocketHandler,
  socketAnswer,
  socketArgument,
} from "../../../engine/cores/socket-handler.js";
import type { SocketRoute } from "../../../engine/manifest/model.js";
import type {
  MethodInfo,
  ParamInfo,
  SkillDescriptor,
} from "../../../engine/wire/descriptor.gen.js";

type Param = Partial<ParamInfo> & { name: string };

const method = (name: string, ...params: Param[]): MethodInfo =>
  ({
    name,
    params: params.map((param) => ({ type: "string", encoding: "", required: false, ...param })),
    private_callback: false,
  }) as unknown as MethodInfo;

const skill = (id: string, ...methods: MethodInfo[]) => ({
  id,
  descriptor: { methods } as unknown as SkillDescriptor,
});

const skills = [
  skill(
    "chat",
    method("text", { name: "message", required: true }, { name: "socket", required: true }),
    method("bytes", { name: "message", encoding: "base64" }),
    method("any", { name: "message", encoding: "any" }),
    method("silent"),
    method("number", { name: "message", type: "integer" }),
    method("more", { name: "message" }, { name: "room", required: true }),
  ),
  skill("single", method("say", { name: "message" })),
  skill("unfit", method("say", { name: "room", required: true })),
];

function found(ref: string | undefined, owner = ""): unknown {
  return findSocketHandler({ socket: "/ws/chat", ref } as SocketRoute, { owner, skills });
}

describe("messages of a declared socket go", () => {
  test.each([
    ["chat.text", "text"],
    ["chat.bytes", "bytes"],
    ["chat.any", "any"],
    ["chat.silent", "any"],
  ])("to %s as %s", (ref, takes) => {
    expect(found(ref)).toEqual({ skillId: "chat", method: ref.slice(5), takes });
  });

  test("nowhere without a ref in host.yaml", () => {
    expect(found(undefined)).toBeUndefined();
  });

  test("without a ref in a manifest to its one method, if that takes them", () => {
    expect(found(undefined, "single")).toEqual({ skillId: "single", method: "say", takes: "text" });
    expect(found(undefined, "unfit")).toBeUndefined();
    expect(found(undefined, "chat")).toBeUndefined();
  });

  test.each([
    ["chat.number", "its parameter message is neither text nor bytes"],
    ["chat.more", 'it requires "room", and gets message and socket'],
  ])("never to %s", (ref, reason) => {
    const message = `Cannot call "${ref}" with messages of socket "/ws/chat": ${reason}`;
    expect(found(ref)).toEqual({ message });
  });
});

describe("a message", () => {
  const handler = (takes: SocketHandler["takes"]) => ({ skillId: "chat", method: "say", takes });
  const bytes = Uint8Array.of(0xc3, 0xa9);

  test.each([
    ["é", "text", "é"],
    ["é", "bytes", bytes],
    ["é", "any", "é"],
    [bytes, "bytes", bytes],
    [bytes, "any", bytes],
  ] as const)("%s reaches a method that takes %s as %s", (message, takes, want) => {
    expect(socketArgument(message, handler(takes))).toEqual({ message: want });
  });

  test("in bytes is refused by a method that takes text", () => {
    const refusal = '"chat.say" takes text, and the message is binary';
    expect(socketArgument(bytes, handler("text"))).toEqual({ refusal });
  });

  test.each([
    [null, undefined],
    ["a", "a"],
    [bytes, bytes],
    [{ a: [1, 2n ** 60n] }, '{"a":[1,"1152921504606846976"]}'],
    [0, "0"],
    [false, "false"],
  ])("that is the answer %o is sent as %j", (value, want) => {
    expect(socketAnswer(value)).toEqual(want);
  });
});
