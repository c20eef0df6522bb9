import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "@msgpack/msgpack";
import { DecodeError } from "../../engine/codec/decode-error.js";
import { Reader } from "../../engine/codec/reader.js";
import { ManifestError } from "../../engine/manifest/manifest-error.js";
import { printManifest } from "../../engine/manifest/print-manifest.js";
import { parseManifest } from "../../engine/manifest.js";
import { readSkillDescriptor } from "../../engine/wire/descriptor.gen.js";
import { ConfigError } from "../../host/config/config-error.js";
import { loadHostConfig } from "../../host/config/load-host-config.js";
import { type FuzzTarget, fromText, promise, toText, unlessRefused } from "./fuzz-target.js";
import { hostYaml, manifestYaml, yamlWords } from "./settings-samples.js";

/** A manifest: all its values, or a ManifestError. What is printed of it is read as the same. */
export function manifestTarget(): FuzzTarget {
  return {
    name: "manifest",
    corpus: [fromText(manifestYaml)],
    words: yamlWords,
    run: (input) => {
      const text = toText(input);
      const environment = { HOME: "/home", KEY: "secret" };
      const manifest = unlessRefused(() => parseManifest(text, { environment }), ManifestError);
      if (manifest === undefined) return;
      const printed = printManifest({ ...manifest, env: {} });
      promise(printManifest(parseManifest(printed)) === printed, "its print is another manifest");
    },
  };
}

/** host.yaml with the files beside it: a configuration, or a ConfigError. */
export function hostYamlTarget(): FuzzTarget {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fuzz-host-")));
  const path = join(folder, "host.yaml");
  writeFileSync(join(folder, "notes.yaml"), manifestYaml);
  writeFileSync(join(folder, "notes.wasm"), Buffer.from("\0asm\x01\0\0\0", "latin1"));
  return {
    name: "host.yaml",
    corpus: [fromText(hostYaml)],
    words: yamlWords,
    run: (input) => {
      writeFileSync(path, input);
      unlessRefused(() => loadHostConfig(path, { cwd: folder, env: {} }), ConfigError);
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

const descriptor = {
  version: 1,
  id: "com.example.notes",
  name: "Notes",
  description: "Keeps notes",
  methods: [
    {
      name: "add",
      description: "Adds one",
      params: [
        { name: "title", type: "string", required: true, enum: ["a", "b"] },
        { name: "tags", type: "array", items: { type: "string" } },
        { name: "more", type: "object", properties: [{ name: "x", type: "integer" }] },
      ],
      returns: { type: "array", items: { type: "object", properties: [] } },
    },
  ],
  requires: [{ kind: "fs", pattern: "/data/**", mode: "rw" }],
};

/** What `skill_describe` answers with: a descriptor, or a DecodeError. */
export function descriptorTarget(): FuzzTarget {
  return {
    name: "descriptor",
    corpus: [encode(descriptor)],
    run: (input) => {
      unlessRefused(() => {
        new Reader(input).skip();
        return readSkillDescriptor(new Reader(input));
      }, DecodeError);
    },
  };
}
