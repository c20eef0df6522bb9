import { completeManifest, type Manifest, type ManifestInput } from "@luminarys/sdk-as/engine";
import { encode } from "@msgpack/msgpack";
import { constantBytes, type GuestParts, guestWat, wat } from "../../test/engine/guest.js";

const ANSWER_AT = 1024;
const DESCRIPTOR_AT = 1280;
/** Where requests of host calls stand. */
export const REQUEST_AT = 2048;

const answer = constantBytes(ANSWER_AT, encode({ version: 1, payload: encode("fine") }));
const descriptor = constantBytes(
  DESCRIPTOR_AT,
  encode({
    version: 1,
    skill_id: "com.example.guest",
    skill_name: "Guest",
    skill_version: "1.0.0",
    description: "",
    methods: [{ name: "run", description: "" }],
    sdk_version: 0x300,
  }),
);

/** The arguments that make a guest misbehave; with none it answers "fine". */
export const MISBEHAVE = { x: 1 };

export interface HostileParts extends GuestParts {
  /** What it does in a call with MISBEHAVE, before it answers. */
  misbehave?: string;
  /** The request of its host calls. */
  request?: unknown;
}

/** A skill that answers "fine" to everything, with every part replaceable. */
export function guestSkill({ misbehave, request, more = "", ...parts }: HostileParts): Uint8Array {
  const asked = constantBytes(
    REQUEST_AT,
    request === undefined ? new Uint8Array() : encode(request),
  );
  // The last byte of a request is the last one of its arguments.
  const last = "(i32.load8_u (i32.sub (i32.add (local.get $p) (local.get $n)) (i32.const 1)))";
  return wat(
    guestWat({
      handle: `(if (i32.eq ${last} (i32.const 1)) (then ${misbehave ?? ""})) ${answer.result}`,
      describe: descriptor.result,
      more: `${answer.data} ${descriptor.data} ${asked.data} ${more}`,
      ...parts,
    }),
  );
}

/** Imports a host function as `$name`. */
export function hostImport(name: string): string {
  return `(import "env" "${name}" (func $${name} (param i32 i32) (result i64)))`;
}

/** Calls it with the skill's request. */
export function hostCall(name: string, request: unknown): string {
  const { length } = encode(request);
  return `(drop (call $${name} (i32.const ${REQUEST_AT}) (i32.const ${length})))`;
}

export const LOOP = "(loop $forever (br $forever))";

export function manifestFor(id: string, input: Partial<ManifestInput> = {}): Manifest {
  return completeManifest({ id, path: `${id}.wasm`, ...input });
}
