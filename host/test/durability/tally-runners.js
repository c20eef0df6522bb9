import { decodeMessage, encodeMessage } from "@luminarys/sdk-as/engine";

/*
 * Two skills as JavaScript. The tally's state in session "main" is "works,heard,ticks,batches", and each
 * answer stores the same text under the key "tally": the two differ only if half of an answer was lost.
 */

const bytes = new TextEncoder();
const text = new TextDecoder();
const command = (type, payload) => ({ type, payload: encodeMessage(payload) });

export const BATCH_EVERY = 5;
export const BATCH_SIZE = 4;

/** Counts one more of something. */
function counting(place, state) {
  const counts = (state ? text.decode(state) : "0,0,0,0").split(",").map(Number);
  counts[place]++;
  const written = counts.join(",");
  return {
    works: counts[0],
    state: bytes.encode(written),
    stored: command("store_kv", { key: "tally", value: written }),
  };
}

function work(state) {
  const { works, stored, ...more } = counting(0, state);
  const echo = { skill_id: "worker", method: "echo", payload: {} };
  const commands = [
    stored,
    command("schedule", { method: "tick", delay_ms: 1 + (works % 20), payload: {} }),
    command("call_module", { ...echo, callback: "heard", call_ctx: "" }),
  ];
  if (works % BATCH_EVERY === 0) {
    const item = { ...echo, payload: encodeMessage({}) };
    const items = Array.from({ length: BATCH_SIZE }, (_, index) => ({ ...item, index }));
    commands.push(command("batch_invoke", { items, callback: "batch_done", concurrency: 2 }));
  }
  return { state: more.state, commands, value: works };
}

function count(place) {
  return (state) => {
    const { stored, ...more } = counting(place, state);
    return { state: more.state, commands: [stored] };
  };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

function runner(methods) {
  return {
    describe: () => ({
      version: 1,
      skill_id: "com.example.scripted",
      skill_name: "Scripted",
      skill_version: "1.0.0",
      description: "",
      methods: Object.keys(methods).map((name) => ({
        name,
        description: "",
        params: [],
        mcp_hidden: false,
        private_callback: false,
      })),
      requirements: [],
      sdk_version: 0x300,
    }),
    async invokeRaw(method, payload, { state }) {
      decodeMessage(payload);
      await soon();
      const { value = null, commands = [], ...more } = methods[method](state);
      return {
        error: undefined,
        llmContext: undefined,
        ...more,
        value: encodeMessage(value),
        commands,
      };
    },
  };
}

export const tallyRunner = () =>
  runner({ work, heard: count(1), tick: count(2), batch_done: count(3) });

export const workerRunner = () => runner({ echo: () => ({ value: "echo" }) });
