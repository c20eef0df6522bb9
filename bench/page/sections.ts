/** Groups of rows that stand together on the page, with what their ratios are ratios to. */
export interface Section {
  readonly title: string;
  readonly groups: readonly string[];
  readonly floor: string;
  /** What rows mean, by the name of the row, where that alone doesn't say it. */
  readonly meanings: Readonly<Record<string, string>>;
}

export const sections: readonly Section[] = [
  {
    title: "Calls into a module",
    groups: ["raw call"],
    floor: `Calls without the engine. The floor is a module written by hand in WAT (\`bench/floor.wat\`) that copies its
input to its output, called the same way: no guest can do less.`,
    meanings: {
      "raw call, no arguments": "a method's call",
      "raw call, echo 1 KiB": "a text in and out: decoded, and encoded again",
      "raw call, echo 590 KB Cyrillic": "the same with two bytes for a letter",
    },
  },
  {
    title: "Start",
    groups: ["start"],
    floor:
      "From the compiled module to an instance. The floor is the start of an empty module that joins two strings.",
    meanings: {},
  },
  {
    title: "Engine and mock host",
    groups: ["engine", "mock host"],
    floor: `For the engine the floor is a raw call of the floor module; for the mock host, which is the built package, a
bare instance and one raw call.`,
    meanings: {
      "engine, invoke without arguments": "`skill.invoke`, with encoding and decoding",
      "engine, host-call round trip": "one host call's share of a method that makes a thousand",
      "mock host, a fresh host and a call": "what a test pays before its own work",
      "mock host, 1,000 such tests": "a whole run of vitest on two workers, its start included",
    },
  },
  {
    title: "skill-gen",
    groups: ["skill-gen"],
    floor: `Whole processes. The floor of a cold run is a process that only loads ts-morph; with 500 methods it parses the
same files too. "100 methods again" has no floor: it is time.`,
    meanings: {
      "skill-gen, 100 methods again": "what watching does after one of ten files changed",
    },
  },
  {
    title: "The host",
    groups: [
      "host bridge",
      "host start",
      "host memory",
      "host neighbour",
      "host fs",
      "host http",
      "host tcp",
      "host store",
    ],
    floor: `Each row has a floor of its own: what a plain Node program does for the same end, or what the same skill does
undisturbed. Memory is bytes of the host's process.`,
    meanings: {
      "host bridge, a host call to the main thread":
        "against two threads that pass as many bytes with `Atomics` and a message",
      "host start, of a skill, to its first answer":
        "a skill without a thread, against an empty thread that compiles its module",
      "host memory, 200 declared, unused skills": "two hundred different modules, described",
      "host memory, a started skill": "what each thread in use adds",
      "host neighbour, a call beside a skill that loops":
        "the 99th percentile, against the same call undisturbed",
      "host neighbour, a call beside a skill that floods the log": "the same",
      "host fs, fs_read of 1 MiB": "the device alone",
      "host fs, fs_read of 1 MiB in a skill": "the whole way into the skill",
      "host store, a call that stores state and a value, on disk":
        "against the store's own commit of the same, one after the other",
    },
  },
  {
    title: "MCP, routes, sockets, gateway",
    groups: ["mcp", "web", "host sockets", "gateway", "channels"],
    floor: `The floor is the library beneath. Where ours calls a skill, it has a plain JavaScript tool or handler and one
bare message to a thread and back.`,
    meanings: {
      "mcp, tools/call in one process": "a skill's tool, against a plain tool of the same library",
      "mcp, tools/list of 1,000 tools": "against as many plain tools of the same library",
      "mcp, tools/call over stdio": "the servers in processes of their own",
      "mcp, tools/call over HTTP": "the same",
      "web, a route that answers a string": "each server in a process of its own",
      "host sockets, p99 of 1,000 sockets, 10 messages a second each":
        "each message is a call of the skill",
      "gateway, a chat event to one client": "from an agent to a client in another thread",
      "channels, a JSON frame and its echo":
        "`jsonFrames` over `wsChannel` at both ends, against `ws` and `JSON` at both ends",
      "channels, 1,000 JSON frames and their echoes": "the same, all sent at once",
    },
  },
  {
    title: "Sizes",
    groups: ["size"],
    floor: `Bytes of the module, descriptor included, as \`asc\` writes it with \`optimizeLevel\` 3 and \`shrinkLevel\` 1 under
each of its runtimes. Templates use \`incremental\`.`,
    meanings: {
      "size, empty module that joins two strings, incremental": "no SDK: what asc's runtime takes",
      "size, hello world, incremental": "one method, from a text to a text",
      "size, eleven plain methods, incremental":
        "over seven host functions; passes on what it gets",
      "size, eleven formatting methods, incremental":
        "the same functions, but formats floats, splits and decodes text itself",
    },
  },
];
