/** A skill that handles some failures well and others badly. */
export const faultySource = `// @skill:id org.luminarys.faulty
// @skill:name "Faulty"
// @skill:version 1.0.0
// @skill:require tcp chat:9000
// @skill:require fs /data/** ro

import { ConnEvent, Context, fs, tcp } from "@luminarys/sdk-as";

// @skill:method careful "Reads a file"
// @skill:result "Its length"
export function careful(ctx: Context): i32 {
  const read = fs.read("/data/a");
  if (!read.isOk) {
    ctx.fail(read.error);
    return 0;
  }
  return read.value.length;
}

// @skill:method careless "Reads a file, come what may"
// @skill:result "Its length"
export function careless(): i32 {
  const read = fs.read("/data/a");
  if (!read.isOk) throw new Error("can't be");
  return read.value.length;
}

// @skill:method forget "Keeps what it reads"
export function forget(ctx: Context): void {
  const read = fs.read("/data/a");
  ctx.setState(read.isOk ? read.value : new Uint8Array(1));
}

// @skill:method talk "Says hello and closes"
export function talk(ctx: Context): void {
  const opened = tcp.connect("chat:9000", {
    callback: "on_data", tls: false, insecure: false, timeoutMs: 0, serverName: "",
  });
  if (!opened.isOk) return ctx.fail(opened.error);
  const written = tcp.write(opened.value, new Uint8Array(3));
  if (!written.isOk) return ctx.fail(written.error);
  tcp.close(opened.value);
}

// @skill:callback
// @skill:method on_data "Data"
export function onData(event: ConnEvent): void {}
`;
