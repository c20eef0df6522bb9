import { Encoder } from "./msgpack/encoder";
import { closeReader, openReader } from "./runtime/bytes-reader";

/** State with the version of its layout, so that a newer skill can migrate what an older one left. */
export class StateEnvelope {
  /** 0 when there's no state yet. */
  schemaVersion: i32 = 0;
  /** The state's bytes. */
  data: Uint8Array = new Uint8Array(0);
}

/** State bytes that remember which version of the layout `data` has. */
export function marshalState(schemaVersion: i32, data: Uint8Array): Uint8Array {
  const out = new Encoder();
  out.encode_map_header(2);
  out.encode_str("schema_version");
  out.encode_i64(schemaVersion);
  out.encode_str("data");
  out.encode_bin(data);
  return out.finish();
}

/** What `marshalState` packed; version 0 for empty bytes. Throws on anything else. */
export function unmarshalState(raw: Uint8Array): StateEnvelope {
  const envelope = new StateEnvelope();
  if (raw.length == 0) return envelope;
  const r = openReader(raw);
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("schema_version")) envelope.schemaVersion = r.i32();
    else if (r.is("data")) envelope.data = r.bytes();
    else r.skip();
  }
  closeReader(r, "state");
  return envelope;
}
