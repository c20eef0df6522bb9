import { createServer } from "node:http";
import { answerFor } from "./script.js";

/*
 * Stands in for a model: a server that speaks OpenAI's chat completions, and whose answers are written
 * down in script.js. It knows nothing; it lets the example run without a key.
 */

const PORT = Number(process.env.PORT ?? 8899);
const PAUSE_MS = Number(process.env.PAUSE_MS ?? 25);

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  if (!request.url.endsWith("/chat/completions")) return void response.writeHead(404).end();
  const { messages } = JSON.parse(Buffer.concat(chunks).toString());
  response.writeHead(200, { "content-type": "text/event-stream" });
  const { text = "", calls = [] } = answerFor(messages);
  for (const delta of deltasOf(text, calls)) {
    send(response, { choices: [{ index: 0, delta, finish_reason: null }] });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  const finish_reason = calls.length > 0 ? "tool_calls" : "stop";
  send(response, { choices: [{ index: 0, delta: {}, finish_reason }] });
  send(response, { choices: [], usage: countTokens(messages, text) });
  response.end("data: [DONE]\n\n");
});

/** Text comes word by word, and each tool's arguments in one piece. */
function deltasOf(text, calls) {
  const words = text.match(/\S+\s*/g) ?? [];
  const tools = calls.map(({ name, input }, index) => {
    const called = { name, arguments: JSON.stringify(input) };
    return { tool_calls: [{ index, id: `call_${index}`, type: "function", function: called }] };
  });
  return [...words.map((content) => ({ content })), ...tools];
}

function send(response, part) {
  response.write(`data: ${JSON.stringify({ object: "chat.completion.chunk", ...part })}\n\n`);
}

/** About four characters are a token. */
function countTokens(messages, text) {
  const prompt_tokens = Math.ceil(JSON.stringify(messages).length / 4);
  return { prompt_tokens, completion_tokens: Math.ceil(text.length / 4) };
}

server.listen(PORT, "127.0.0.1", () => {
  console.log(`The scripted endpoint listens at http://127.0.0.1:${server.address().port}/v1`);
});
