/** Code that is mutated, and the tests that belong to it. */
export interface Room {
  name: string;
  /** Files and folders. */
  sources: string[];
  /** The first that fails ends it; the later ones, which take longer, see only what is left. */
  tests: string[][];
}

export const rooms: Room[] = [
  {
    name: "permissions",
    sources: [
      "engine/permissions/",
      "engine/cores/address.ts",
      "engine/cores/address/",
      "engine/cores/glob/",
      "engine/guard.ts",
      "engine/host-rules.ts",
      "host/devices/allowance.ts",
      "host/devices/egress.ts",
      "host/devices/network/bounded-resolver.ts",
      "host/devices/network/pinned-lookup.ts",
      "host/devices/files/file-grants.ts",
    ],
    tests: [
      [
        "test/engine/permissions/fs.test.ts",
        "test/engine/permissions/http.test.ts",
        "test/engine/permissions/tcp.test.ts",
        "test/engine/permissions/shell.test.ts",
        "test/engine/permissions/other-areas.test.ts",
        "test/engine/permissions/requirements.test.ts",
        "test/engine/permissions/manifest-lines.test.ts",
        "test/engine/manifest/expand.test.ts",
        "test/engine/guard.test.ts",
        "test/engine/cores/address.test.ts",
        "test/engine/cores/glob.test.ts",
        "host/test/devices/egress.test.ts",
        "host/test/devices/bounded-resolver.test.ts",
      ],
      [
        "test/engine/permissions/containment.test.ts",
        "test/engine/permissions/never-outside.test.ts",
        "test/engine/cores/glob-contain.test.ts",
        "test/engine/manifest/manifest.test.ts",
        "host/test/devices/egress-connections.test.ts",
        "host/test/devices/fs.test.ts",
        "host/test/devices/fs-hostile.test.ts",
        "host/test/devices/archive-hostile.test.ts",
      ],
    ],
  },
  {
    name: "codec",
    sources: ["engine/codec/"],
    tests: [
      ["test/engine/codec/suite.test.ts", "test/engine/codec/path.test.ts"],
      ["test/engine/codec/writer.test.ts", "test/engine/codec/reader.test.ts"],
      ["test/engine/codec/round-trip.test.ts", "test/contract/vectors.test.ts"],
    ],
  },
  {
    name: "guest-codec",
    sources: ["assembly/msgpack/"],
    tests: [
      ["test/msgpack/suite.test.ts", "test/msgpack/encoder.test.ts", "test/msgpack/decode.test.ts"],
      ["test/msgpack/utf8.test.ts", "test/msgpack/limits.test.ts", "test/msgpack/random.test.ts"],
      ["test/guest/payloads.test.ts", "test/guest/answers.test.ts", "test/guest/mutations.test.ts"],
    ],
  },
];
