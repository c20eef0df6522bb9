import type { Method, Param, ValueType } from "../model.js";
import type { BytesForm, Codecs } from "./codecs.js";
import type { LibContext } from "./lib-context.js";
import { camelCase } from "./names.js";
import { quote } from "./print-descriptor.js";
import { printKeys } from "./print-keys.js";
import { printVariable } from "./print-value.js";
import type { Line, Name, Scope } from "./printer.js";
import { Seen } from "./seen.js";

interface Context {
  readonly lib: LibContext;
  readonly codecs: Codecs;
  readonly name: Name;
}

/** Prints the function that decodes a method's arguments, calls its handler and answers. */
export function printHandler(method: Method, { lib, codecs, name }: Context): void {
  const p = lib.printer;
  const scope = p.scope();
  const call = scope.local("call");
  p.line`function ${name}(${call}: ${lib.sdk("Call")}): void {`;
  p.indented(() => {
    const body = { lib, codecs, scope, call };
    if (method.event !== "") printEvent(method, body);
    else if (method.params.length > 0) printArguments(method, body);
    else printCall(method, { ...body, values: [] });
  });
  p.line`}`;
}

interface Body {
  readonly lib: LibContext;
  readonly codecs: Codecs;
  readonly scope: Scope;
  readonly call: Name;
}

function printEvent(method: Method, { lib, codecs, scope, call }: Body): void {
  const p = lib.printer;
  const [args, event] = [scope.local("args"), scope.local("event")];
  const eventName = lib.records.get(method.event)?.name ?? "";
  p.line`const ${args} = ${call}.args();`;
  p.line`const ${event} = ${lib.sdk(`read${eventName}`)}(${args});`;
  p.line`if (!${call}.accepts(${args})) return;`;
  printCall(method, { lib, codecs, scope, call, values: [[event]] });
}

interface Local {
  readonly param: Param;
  readonly name: Name;
}

function printArguments(method: Method, body: Body): void {
  const { lib, scope, call } = body;
  const p = lib.printer;
  const [args, left] = [scope.local("args"), scope.local("left")];
  const kept = method.params.filter((param) => param.required || param.omit);
  const seen = new Seen(
    kept.map((param) => param.name),
    { printer: p, scope },
  );
  const result = scope.local("result");
  const locals = method.params.map((param) => ({
    param,
    name: scope.local(camelCase(param.name)),
  }));
  p.line`const ${args} = ${call}.args();`;
  for (const local of locals) printLocal(local, lib);
  seen.printWords();
  printLoop(method, { ...body, args, left, seen, locals });
  for (const param of method.params.filter((each) => each.required)) {
    p.line`if (!(${seen.test(param.name)})) ${args}.missing(${quote(param.name)});`;
  }
  p.line`if (!${call}.accepts(${args})) return;`;
  const values = locals.map((local): Line => [local.name]);
  const omitted = method.params.find((param) => param.omit);
  const omit = omitted === undefined ? null : seen.test(omitted.name);
  printCall(method, { ...body, values, omit, result });
}

function printLocal({ param, name }: Local, lib: LibContext): void {
  const p = lib.printer;
  const { type, value } = printVariable(param.type, { lib, fallback: param.fallback });
  p.line`let ${name}${type} = ${value};`;
}

interface Loop extends Body {
  readonly args: Name;
  readonly left: Name;
  readonly seen: Seen;
  readonly locals: readonly Local[];
}

function printLoop(method: Method, { lib, codecs, args, left, seen, locals }: Loop): void {
  const p = lib.printer;
  const bytes: BytesForm = method.callback ? "bytes" : "base64";
  printKeys(method.params, {
    printer: p,
    reader: args,
    left,
    seen,
    assign: (param) => {
      const name = locals.find((local) => local.param === param)?.name ?? "";
      if (param.enum.length > 0) {
        return p.code`${name} = ${args}.choice(${quote(param.enum.join("|"))});`;
      }
      // The key's test has seen that the value isn't nil.
      const type = param.required ? param.type : ({ ...param.type, nullable: false } as ValueType);
      return p.code`${name} = ${codecs.read(type, { reader: args, bytes })};`;
    },
  });
}

interface Calling extends Body {
  readonly values: readonly Line[];
  /** True when the last value is to be passed; null when it always is. */
  readonly omit?: Line | null;
  readonly result?: Name;
}

function printCall(method: Method, calling: Calling): void {
  const { lib, codecs, scope, call, values, omit = null } = calling;
  const p = lib.printer;
  const full = invocation(method, { ...calling, values });
  const short =
    omit === null ? null : invocation(method, { ...calling, values: values.slice(0, -1) });
  const expression = short === null ? full : p.code`${omit ?? []} ? ${full} : ${short}`;
  if (method.result === null) {
    if (short === null) p.line`${full};`;
    else {
      p.line`if (${omit ?? []}) ${full};`;
      p.line`else ${short};`;
    }
    p.line`${call}.replyNil();`;
    return;
  }
  const result = calling.result ?? scope.local("result");
  p.line`const ${result} = ${expression};`;
  p.line`${codecs.write(method.result.type, { writer: p.code`${call}.reply()`, value: result })}`;
}

function invocation(method: Method, { lib, call, values }: Calling): Line {
  const p = lib.printer;
  const passed = method.context ? [p.code`${lib.sdk("Context")}.of(${call})`, ...values] : values;
  const list = passed.flatMap((value, index): Line => (index === 0 ? value : [", ", ...value]));
  return p.code`${lib.module(method.handler.path)}.${method.handler.name}(${list})`;
}
