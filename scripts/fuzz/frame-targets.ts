import { PassThrough } from "node:stream";
import { encodeMessage } from "../../engine/codec/message.js";
import type { Value } from "../../engine/codec/value.js";
import type { MethodInfo, ParamInfo } from "../../engine/wire/descriptor.gen.js";
import { GatewayError } from "../../host/faces/gateway/gateway-error.js";
import { flag, optional, readParams, text } from "../../host/faces/gateway/read-params.js";
import { readId, readRequest } from "../../host/faces/gateway/read-request.js";
import { McpFace } from "../../host/faces/mcp/mcp-face.js";
import { serveStdio } from "../../host/faces/mcp/serve-stdio.js";
import { createHost } from "../../host/host.js";
import { readArguments } from "../../host/tools/read-arguments.js";
import { type FuzzTarget, fromText, promise, toText, unlessRefused } from "./fuzz-target.js";

const fields = {
  sessionKey: text({ max: 256 }),
  message: text({ max: 1000 }),
  fresh: optional(flag()),
};

/** A frame of a chat client: a request, or a GatewayError. */
export function gatewayTarget(): FuzzTarget {
  const params = { sessionKey: "main", message: "hello", fresh: true };
  const frame = { type: "req", id: "1", method: "chat.send", params };
  return {
    name: "gateway",
    corpus: [fromText(JSON.stringify(frame))],
    words: jsonWords,
    run: (input) => {
      const value = objectOf(input);
      if (value === undefined) return;
      unlessRefused(() => {
        const { method, params } = readRequest(value, readId(value));
        return readParams(params, { method, fields });
      }, GatewayError);
    },
  };
}

const param = (name: string, more: Partial<ParamInfo> = {}): ParamInfo => {
  const texts = { type: "string", description: "", example: "", encoding: "" };
  return { name, ...texts, required: true, enum: [], properties: [], ...more };
};

const method = {
  name: "add",
  params: [
    param("title", { enum: ["a", "b"] }),
    param("count", { type: "integer", encoding: "i64" }),
    param("raw", { encoding: "base64" }),
    param("tags", { type: "array", items: param("", { type: "number" }) }),
    param("more", { type: "object", properties: [param("x", { type: "boolean" })] }),
    param("any", { encoding: "any", required: false }),
  ],
} as unknown as MethodInfo;

/** A model's arguments of a tool: what a skill can be sent, or a fault in words. */
export function argumentsTarget(): FuzzTarget {
  const given = {
    title: "a",
    count: "12345678901234567890",
    raw: "AAEC",
    tags: [1],
    more: { x: true },
  };
  return {
    name: "arguments",
    corpus: [fromText(JSON.stringify({ ...given, any: [null, { deep: [1.5] }] }))],
    words: jsonWords,
    run: (input) => {
      const value = objectOf(input);
      if (value === undefined) return;
      const call = readArguments(method, { given: value, name: "notes/add" });
      if ("fault" in call)
        return promise(call.fault.startsWith("Cannot call notes/add: "), call.fault);
      encodeMessage(call.args as Value);
    },
  };
}

/** What an MCP client writes: whatever it was, the next ping is answered. */
export async function mcpTarget(): Promise<FuzzTarget> {
  const host = createHost({});
  const face = new McpFace({ host });
  const call = { name: "notes/add", arguments: { a: [1] }, _meta: { progressToken: 1 } };
  const requests = [
    { jsonrpc: "2.0", id: 1, method: "initialize", params: hello },
    { jsonrpc: "2.0", id: 2, method: "tools/call", params: call },
    { jsonrpc: "2.0", id: 3, method: "tools/list", params: { cursor: "x" } },
    { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 2 } },
  ];
  return {
    name: "mcp",
    corpus: requests.map((request) => fromText(JSON.stringify(request))),
    words: jsonWords,
    run: async (input) => {
      const client = openClient(face);
      client.input.write(`${JSON.stringify(requests[0])}\n`);
      client.input.write(input);
      client.input.write('\n{"jsonrpc":"2.0","id":"last","method":"ping"}\n');
      promise(await client.sees('"id":"last"'), "the next ping isn't answered");
      await client.close();
    },
  };
}

const hello = {
  protocolVersion: "2025-06-18",
  capabilities: { sampling: {} },
  clientInfo: { name: "fuzz", version: "1" },
};

function openClient(face: McpFace) {
  const input = new PassThrough();
  const output = new PassThrough({ encoding: "utf8" });
  const connection = serveStdio(face, { input, output });
  let seen = "";
  return {
    input,
    close: () => connection.close(),
    sees: async (words: string): Promise<boolean> => {
      for await (const chunk of output) {
        seen += chunk;
        if (seen.includes(words)) return true;
      }
      return false;
    },
  };
}

function objectOf(input: Uint8Array): Record<string, unknown> | undefined {
  const value = unlessRefused(() => JSON.parse(toText(input)) as unknown, SyntaxError);
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}

const jsonWords = [
  ...[
    '"',
    ":",
    ",",
    "[",
    "]",
    "{",
    "}",
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1e999",
    "1.5",
    "9007199254740993",
  ],
  ...[
    '"__proto__":',
    '"constructor":',
    '"toString":',
    '"id":',
    '"method":',
    '"params":',
    '"type":"req"',
  ],
  ...[
    "\\u0000",
    "\\ud83d",
    "\\",
    "\n",
    " ",
    "\0",
    "😀",
    '"jsonrpc":"2.0"',
    '"a"',
    "[[[[",
    '{"a":{"a":',
  ],
];
