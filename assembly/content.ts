import { MsgValue } from "./msgpack/value";

/**
 * What a method shows its caller instead of one text: texts, images, audio, links and resources, in
 * order. Hosts hand it to MCP clients as it is; the result type of a method, and of nothing else.
 */
export class ToolContent extends MsgValue {
  constructor() {
    super();
    this.kind = 6;
  }

  /** A text. */
  text(text: string): this {
    const block = this.add("text");
    block.setField("text", MsgValue.str(text));
    return this;
  }

  /** `mimeType` such as `image/png`. */
  image(data: Uint8Array, mimeType: string): this {
    return this.media("image", data, mimeType);
  }

  /** `mimeType` such as `audio/wav`. */
  audio(data: Uint8Array, mimeType: string): this {
    return this.media("audio", data, mimeType);
  }

  /** A resource that the client may read elsewhere. */
  link(uri: string, name: string, mimeType: string = ""): this {
    const block = this.add("resource_link");
    block.setField("uri", MsgValue.str(uri));
    block.setField("name", MsgValue.str(name));
    if (mimeType.length > 0) block.setField("mimeType", MsgValue.str(mimeType));
    return this;
  }

  /** A resource with its text. */
  resource(uri: string, text: string, mimeType: string = "text/plain"): this {
    this.embed(uri, mimeType).setField("text", MsgValue.str(text));
    return this;
  }

  /** A resource with its bytes. */
  blob(uri: string, data: Uint8Array, mimeType: string = "application/octet-stream"): this {
    this.embed(uri, mimeType).setField("blob", MsgValue.bin(data));
    return this;
  }

  private media(type: string, data: Uint8Array, mimeType: string): this {
    const block = this.add(type);
    block.setField("data", MsgValue.bin(data));
    block.setField("mimeType", MsgValue.str(mimeType));
    return this;
  }

  private embed(uri: string, mimeType: string): MsgValue {
    const resource = MsgValue.map();
    resource.setField("uri", MsgValue.str(uri));
    resource.setField("mimeType", MsgValue.str(mimeType));
    this.add("resource").setField("resource", resource);
    return resource;
  }

  private add(type: string): MsgValue {
    const block = MsgValue.map();
    block.setField("type", MsgValue.str(type));
    this.arr.push(block);
    return block;
  }
}
