import { MsgValue } from "./msgpack/value";
import { SkillHandler } from "./runtime/handlers";
import { MethodDesc, MethodParam } from "./runtime/method-desc";
import { addMethods } from "./runtime/register";

/** Describes a parameter of a hand-written method. */
export class ParamBuilder {
  /** What was said so far. */
  readonly param: MethodParam = new MethodParam();

  constructor(type: string) {
    this.param.type = type;
  }

  /** Refuses calls without it. */
  required(): ParamBuilder {
    this.param.required = true;
    return this;
  }

  /** Says what it is for, to people and models. */
  desc(text: string): ParamBuilder {
    this.param.description = text;
    return this;
  }

  /** Takes only one of these texts. */
  enum(options: string[]): ParamBuilder {
    this.param.options = options;
    return this;
  }

  /** What a call without it gets, as the schema says; the handler must still apply it. */
  default(value: MsgValue): ParamBuilder {
    this.param.fallback = value;
    return this;
  }

  /** A value that it might have. */
  example(value: MsgValue): ParamBuilder {
    this.param.sample = value;
    return this;
  }
}

/** A parameter that is a text. */
export function typeString(): ParamBuilder {
  return new ParamBuilder("string");
}

/** A parameter that is an integer. */
export function typeInt(): ParamBuilder {
  return new ParamBuilder("integer");
}

/** A parameter that is a number. */
export function typeNumber(): ParamBuilder {
  return new ParamBuilder("number");
}

/** A parameter that is true or false. */
export function typeBool(): ParamBuilder {
  return new ParamBuilder("boolean");
}

/** A parameter that is a map of any fields. */
export function typeObject(): ParamBuilder {
  return new ParamBuilder("object");
}

/** A parameter that is an array of `items`. */
export function typeArray(items: ParamBuilder): ParamBuilder {
  const array = new ParamBuilder("array");
  array.param.items = items.param;
  return array;
}

/** Describes a hand-written method. */
export class MethodBuilder {
  /** What was said so far. */
  readonly description: MethodDesc = new MethodDesc();
  /** What answers the method; null until `handle` said it. */
  handler: SkillHandler | null = null;

  /** Adds a parameter, behind those that were added before. */
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
