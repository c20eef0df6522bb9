import { MsgValue } from "../msgpack/value";
import { Writer } from "../msgpack/writer";

/** Describes one parameter of a method. */
export class MethodParam {
  /** Name of the argument. */
  name: string = "";
  /** What it is for. */
  description: string = "";
  /** string, integer, number, boolean, object or array. */
  type: string = "";
  /** Whether calls without it are refused. */
  required: bool = false;
  /** Values that the parameter may have; empty = any. */
  options: string[] = [];
  /** Describes an array's elements. */
  items: MethodParam | null = null;
  /** Value of an absent parameter, as a description: the handler applies it. */
  fallback: MsgValue | null = null;
  /** A value that it might have. */
  sample: MsgValue | null = null;

  /** Appends its description. */
  encode(out: Writer): void {
    const items = this.items;
    const fallback = this.fallback;
    const sample = this.sample;
    out.map(
      2 +
        i32(this.description.length > 0) +
        i32(this.required) +
        i32(this.options.length > 0) +
        i32(items !== null) +
        i32(fallback !== null) +
        i32(sample !== null)
    );
    encodeText(out, "name", this.name);
    if (this.description.length > 0) encodeText(out, "description", this.description);
    encodeText(out, "type", this.type);
    if (this.required) encodeTrue(out, "required");
    if (this.options.length > 0) {
      out.key("enum");
      out.array(this.options.length);
      for (let i = 0; i < this.options.length; i++) out.string(this.options[i]);
    }
    if (items !== null) {
      out.key("items");
      items.encode(out);
    }
    if (fallback !== null) encodeAny(out, "default", fallback);
    if (sample !== null) encodeAny(out, "example", sample);
  }
}

/** Describes one method. */
export class MethodDesc {
  /** Name of the method. */
  name: string = "";
  /** What it does. */
  description: string = "";
  /** Its parameters, in order. */
  params: MethodParam[] = [];
  /** Whether it's left out of listings. */
  mcp_hidden: bool = false;
  /** Whether only the skill itself may invoke it. */
  private_callback: bool = false;

  /** Appends its description. */
  encode(out: Writer): void {
    const count = this.params.length;
    out.map(2 + i32(count > 0) + i32(this.mcp_hidden) + i32(this.private_callback));
    encodeText(out, "name", this.name);
    encodeText(out, "description", this.description);
    if (count > 0) {
      out.key("params");
      out.array(count);
      for (let i = 0; i < count; i++) this.params[i].encode(out);
    }
    if (this.mcp_hidden) encodeTrue(out, "mcp_hidden");
    if (this.private_callback) encodeTrue(out, "private_callback");
  }
}

/** Describes one permission that the skill needs. */
export class RequirementDesc {
  /** fs, http, tcp, ws, shell, llm, env or invoke. */
  kind: string = "";
  /** What is asked for, such as `/data/**`. */
  pattern: string = "";
  /** ro or rw, for fs. */
  mode: string = "";

  /** Appends its description. */
  encode(out: Writer): void {
    out.map(1 + i32(this.pattern.length > 0) + i32(this.mode.length > 0));
    encodeText(out, "kind", this.kind);
    if (this.pattern.length > 0) encodeText(out, "pattern", this.pattern);
    if (this.mode.length > 0) encodeText(out, "mode", this.mode);
  }
}

function encodeText(out: Writer, key: string, value: string): void {
  out.key(key);
  out.string(value);
}

function encodeTrue(out: Writer, key: string): void {
  out.key(key);
  out.bool(true);
}

function encodeAny(out: Writer, key: string, value: MsgValue): void {
  out.key(key);
  out.value(value);
}
