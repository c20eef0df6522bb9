import type { Literal } from "../model.js";
import type { Place, Span } from "../source.js";

/** What one source says, as plain data: nothing after the reading needs the parser. */
export interface SourceFacts {
  readonly path: string;
  readonly tags: readonly TagFacts[];
  readonly functions: readonly FunctionFacts[];
  readonly classes: readonly ClassFacts[];
  readonly aliases: readonly AliasFacts[];
  readonly constants: readonly ConstantFacts[];
  /** Declarations that can't be a parameter's type: enums, interfaces, namespaces. */
  readonly others: readonly OtherFacts[];
  readonly imports: readonly ImportFacts[];
  readonly reexports: readonly ReexportFacts[];
  readonly calls: readonly CallFacts[];
  /** What other calls begin with that the source neither imports nor declares. */
  readonly undeclaredRoots: readonly string[];
  readonly readsProcessEnv: boolean;
  readonly syntaxErrors: readonly SyntaxErrorFacts[];
}

export interface SyntaxErrorFacts extends Span {
  readonly reason: string;
}

/** One `@skill:` line of a comment. */
export interface TagFacts extends Place {
  /** What follows `@skill:`, without space. */
  readonly word: string;
  /** The rest of the line. */
  readonly text: string;
  readonly textStart: number;
  /** Index of the function that the comment stands above, or -1. */
  readonly owner: number;
  /** Whether the comment ended in the middle of the line's text, as a pattern that holds it does. */
  readonly cutOff: boolean;
}

export interface FunctionFacts extends Place {
  readonly name: string;
  /** Name under which the module exports it, or "". */
  readonly exportedAs: string;
  /** Why it can't be a handler, or "". */
  readonly oddity: string;
  readonly parameters: readonly ParameterFacts[];
  readonly result: TypeFacts | null;
}

export interface ParameterFacts extends Place {
  readonly name: string;
  readonly type: TypeFacts | null;
  readonly initializer: InitializerFacts | null;
  /** Whether it is marked with a question mark. */
  readonly optional: boolean;
}

export interface ClassFacts extends Place {
  readonly name: string;
  readonly exportedAs: string;
  /** Why it can't be made and filled, or "". */
  readonly oddity: string;
  readonly base: TypeFacts | null;
  readonly fields: readonly FieldFacts[];
}

export interface FieldFacts extends Place {
  readonly name: string;
  readonly doc: string;
  readonly type: TypeFacts | null;
  readonly initializer: InitializerFacts | null;
  /** Whether it is marked with a question mark. */
  readonly optional: boolean;
  /** Whether it is marked with an exclamation mark, or the constructor assigns it. */
  readonly assigned: boolean;
  readonly readonly: boolean;
}

export interface AliasFacts {
  readonly name: string;
  readonly exportedAs: string;
  readonly generic: boolean;
  readonly type: TypeFacts;
}

export interface ConstantFacts {
  readonly name: string;
  readonly exportedAs: string;
  readonly initializer: InitializerFacts;
}

export interface OtherFacts {
  readonly name: string;
  readonly kind: "enum" | "interface" | "namespace";
}

/** `local` is bound to `name` of the module `from`; a name of "*" is the whole module. */
export interface ImportFacts {
  readonly local: string;
  readonly name: string;
  readonly from: string;
}

/** `name` of the module `from` is exported as `exportedAs`; both are "*" for a whole module. */
export interface ReexportFacts {
  readonly exportedAs: string;
  readonly name: string;
  readonly from: string;
}

export type TypeFacts =
  | (Place & { readonly kind: "name"; readonly name: string; readonly args: readonly TypeFacts[] })
  | (Place & { readonly kind: "array"; readonly of: TypeFacts })
  | (Place & { readonly kind: "nullable"; readonly of: TypeFacts })
  | (Place & { readonly kind: "other"; readonly text: string; readonly union: boolean });

export interface InitializerFacts extends Place {
  readonly literal: Literal | null;
  /** The name, when the initializer is nothing but a name. */
  readonly name: string;
  /** The type that it gives to a declaration that names none. */
  readonly type: TypeFacts | null;
}

/** A call of something imported or passed in: `tcpConnect(...)`, `tcp.connect(...)`, `ctx.call(...)`. */
export interface CallFacts extends Place {
  /** The name that it begins with. */
  readonly root: string;
  /** What follows it, as in `connect`, or "". */
  readonly member: string;
  /** The string literals among the arguments, by position (`"1"`) or option name (`"callback"`). */
  readonly strings: Readonly<Record<string, StringFacts>>;
  /** In the same way, the literals that longer texts begin with: templates and sums. */
  readonly heads: Readonly<Record<string, string>>;
}

export interface StringFacts extends Place {
  readonly value: string;
}
