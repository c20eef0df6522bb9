import { MsgValue } from "./msgpack/value";
import { SkillHandler } from "./runtime/handlers";
import { MethodDesc, MethodParam } from "./runtime/method-desc";
import { addMethods } from "./runtime/register";

/** Describes a parameter of a hand-written method. */
export class ParamBuilder {
  readonly param: MethodParam = new MethodParam();

  constructor(type: string) {
    this.param.type = type;
  }

  required(): ParamBuilder {
    this.param.required = true;
    return this;
  }

  desc(text: string): ParamBuilder {
    this.param.description = text;
    return this;
  }

  enum(options: string[]): ParamBuilder {
    this.param.options = options;
    return this;
  }

  default(value: MsgValue): ParamBuilder {
    this.param.fallback = value;
    return this;
  }

  example(value: MsgValue): ParamBuilder {
    this.param.sample = value;
    return this;
  }
}

export function typeString(): ParamBuilder {
  return new ParamBuilder("string");
}

export function typeInt(): ParamBuilder {
  return new ParamBuilder("integer");
}

export function typeNumber(): ParamBuilder {
  return new ParamBuilder("number");
}

export function typeBool(): ParamBuilder {
  return new ParamBuilder("boolean");
}

export function typeObject(): ParamBuilder {
  return new ParamBuilder("object");
}

export function typeArray(items: ParamBuilder): ParamBuilder {
  const array = new ParamBuilder("array");
  array.param.items = items.param;
  return array;
}

/** Describes a hand-written method. */
export class MethodBuilder {
  readonly description: MethodDesc = new MethodDesc();
  handler: SkillHandler | null = null;

  param(name: string, type: ParamBuilder): MethodBuilder {
    type.param.name = name;
    this.description.params.push(type.param);
    return this;
  }

  /** Leaves the method out of listings. */
  internal(): MethodBuilder {
    this.description.mcp_hidden = true;
    return this;
  }

  /** Leaves the method out of listings, and nobody but the skill itself may invoke it. */
  callback(): MethodBuilder {
    this.description.private_callback = true;
    return this.internal();
  }

  /** What answers the method: a named function, since AssemblyScript has no closures. */
  handle(handler: SkillHandler): MethodBuilder {
    this.handler = handler;
    return this;
  }
}

/** Begins the description of a hand-written method. */
export function method(name: string, description: string): MethodBuilder {
  const builder = new MethodBuilder();
  builder.description.name = name;
  builder.description.description = description;
  return builder;
}

/** Serves hand-written methods. One with the name of a generated method takes its place. */
export function registerMethods(methods: MethodBuilder[]): void {
  for (let i = 0; i < methods.length; i++) {
    const description = methods[i].description;
    const handler = methods[i].handler;
    if (handler === null) {
      throw new Error('Cannot register method "' + description.name + '": it has no handler');
    }
    addMethods(handler, [description]);
  }
}
