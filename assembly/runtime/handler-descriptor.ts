import { Handlers, handlers } from "./handlers";
import { Reader } from "../msgpack/reader";
import { Writer } from "../msgpack/writer";
import { openStaticReader } from "./bytes-reader";
import { releaseFrom } from "./memory";
import { newMessage } from "./message";
import { generatedDescriptor } from "./registry";
import { NO_BYTES } from "./request";
import { PROTOCOL_VERSION, SDK_VERSION } from "../version";

/** The descriptor given last. Not a block, which only the next call would free. */
// @ts-ignore: decorator
@lazy
let described: Uint8Array = NO_BYTES;

/** The generated descriptor with what was registered by hand added to it. */
export function describeHandlers(): u64 {
  const out = newMessage();
  const generated = generatedDescriptor();
  if (generated === null) writeWhole(out);
  else extend(generated, out);
  described = new Uint8Array(out.length);
  memory.copy(described.dataStart, out.start, out.length);
  releaseFrom(changetype<usize>(out));
  return ((<u64>described.dataStart) << 32) | (<u64>described.length);
}

/** Writes the descriptor of a module without generated methods. */
function writeWhole(out: Writer): void {
  const all = handlers();
  out.map(6 + i32(all.description.length > 0) + i32(all.requirements.length > 0));
  writeText(out, "skill_id", all.id);
  writeText(out, "skill_name", all.name);
  writeText(out, "skill_version", all.version);
  if (all.description.length > 0) writeText(out, "description", all.description);
  out.key("version");
  out.u64(PROTOCOL_VERSION);
  out.key("sdk_version");
  out.u64(SDK_VERSION);
  out.key("methods");
  out.array(all.entries.length);
  writeMethods(all, out);
  if (all.requirements.length == 0) return;
  out.key("requirements");
  out.array(all.requirements.length);
  writeRequirements(all, out);
}

/** Copies a generated descriptor, with our methods and requirements at the end of its lists. */
function extend(generated: StaticArray<u8>, out: Writer): void {
  const r = openStaticReader(generated);
  let left = r.map();
  const adds = handlers().requirements.length > 0 && !hasRequirements(generated);
  out.map(left + i32(adds));
  for (; left > 0; left--) {
    const from = r.address;
    r.nextKey();
    if (r.has("methods")) {
      out.splice(from, r.address - from);
      extendMethods(r, out);
    } else if (r.has("requirements")) {
      out.splice(from, r.address - from);
      const size = r.array();
      out.array(size + handlers().requirements.length);
      for (let i = 0; i < size; i++) copyValue(r, out);
      writeRequirements(handlers(), out);
    } else {
      r.skip();
      out.splice(from, r.address - from);
    }
  }
  if (!adds) return;
  out.key("requirements");
  out.array(handlers().requirements.length);
  writeRequirements(handlers(), out);
}

/** Copies the generated methods that no hand-written one replaces, then writes the latter. */
function extendMethods(r: Reader, out: Writer): void {
  const all = handlers();
  const kept = newMessage();
  let count = 0;
  for (let left = r.array(); left > 0; left--) {
    const from = r.address;
    if (isReplaced(r)) continue;
    kept.splice(from, r.address - from);
    count++;
  }
  out.array(count + all.entries.length);
  out.splice(kept.start, kept.length);
  writeMethods(all, out);
}

/** Takes a method's description; true when a hand-written method has its name. */
function isReplaced(r: Reader): bool {
  let replaced = false;
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.has("name")) replaced = handlers().indexOf(r.string()) >= 0;
    else r.skip();
  }
  return replaced;
}

function hasRequirements(generated: StaticArray<u8>): bool {
  const r = openStaticReader(generated);
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.has("requirements")) return true;
    r.skip();
  }
  return false;
}

function copyValue(r: Reader, out: Writer): void {
  const from = r.address;
  r.skip();
  out.splice(from, r.address - from);
}

function writeMethods(all: Handlers, out: Writer): void {
  for (let i = 0; i < all.entries.length; i++) all.entries[i].description.encode(out);
}

function writeRequirements(all: Handlers, out: Writer): void {
  for (let i = 0; i < all.requirements.length; i++) all.requirements[i].encode(out);
}

function writeText(out: Writer, key: string, value: string): void {
  out.key(key);
  out.string(value);
}
