interface Message {
  readonly severity: "error" | "warning";
  /** One line; `{hole}` is filled in. */
  readonly text: string;
  /** What to do; "" when the text says it. */
  readonly hint: string;
}

/**
 * Every diagnostic of skill-gen. An id never changes its meaning and is never used again.
 * 1xx annotations, 2xx signatures, 3xx requirements and manifest, 9xx files and internals.
 */
export const messages = {
  SK101: {
    severity: "error",
    text: "Found no @skill annotations in {count}",
    hint: "{hint}",
  },
  SK102: {
    severity: "error",
    text: 'Unknown tag "@skill:{tag}", expected one of {known}',
    hint: "{hint}",
  },
  SK103: {
    severity: "error",
    text: "Missing @skill:{tag}, which every skill needs once",
    hint: "Add a comment line such as: @skill:{example}",
  },
  SK104: {
    severity: "error",
    text: 'Skill id "{id}" is not valid: {reason}',
    hint: "Use at least three dot-separated segments of a-z, 0-9 and inner hyphens: com.example.notes",
  },
  SK105: {
    severity: "error",
    text: 'Skill version "{version}" is not valid, expected three numbers',
    hint: "Write it as X.Y.Z: @skill:version 1.0.0",
  },
  SK106: {
    severity: "error",
    text: "@skill:{tag} has no {what}",
    hint: "Write it as: @skill:{form}",
  },
  SK107: {
    severity: "error",
    text: "Duplicate @skill:{tag}: the first one is in {first}",
    hint: "Keep one of them",
  },
  SK108: {
    severity: "error",
    text: "@skill:{tag} stands in a second file: the skill tags begin in {first}",
    hint: "Keep all skill tags in one file, or name the folders of two skills one by one",
  },
  SK109: {
    severity: "error",
    text: "The {what} of @skill:{tag} is not in double quotes",
    hint: 'Write "{quoted}"',
  },
  SK110: {
    severity: "error",
    text: "The quote is not closed on its line",
    hint: 'Close it with a double quote; a quote inside is written \\"',
  },
  SK111: {
    severity: "error",
    text: 'Unexpected "{found}" in @skill:{tag}, expected {expected}',
    hint: "{hint}",
  },
  SK112: {
    severity: "warning",
    text: '{what} "{name}" has no description, so a model has to guess its use',
    hint: "Add one in double quotes behind the name",
  },
  SK113: {
    severity: "error",
    text: 'Unknown modifier "{modifier}:", expected type:, default:, example: or enum:',
    hint: "{hint}",
  },
  SK114: {
    severity: "error",
    text: "Modifier {modifier}: has no value",
    hint: '{modifier}:"" means an empty text',
  },
  SK115: {
    severity: "error",
    text: 'Duplicate modifier {modifier}: of parameter "{name}"',
    hint: "Keep one of them",
  },
  SK116: {
    severity: "error",
    text: 'Method name "{name}" is not in snake_case',
    hint: 'Name it "{fixed}"; the function may keep its name',
  },
  SK117: {
    severity: "error",
    text: 'Method name "{name}" is reserved for the module itself',
    hint: "Choose another name",
  },
  SK118: {
    severity: "error",
    text: 'Duplicate method "{name}": the first one is in {first}',
    hint: "Rename one of them",
  },
  SK119: {
    severity: "error",
    text: 'Duplicate parameter "{name}" of method "{method}"',
    hint: "Rename or remove one of them",
  },
  SK120: {
    severity: "error",
    text: 'Parameter name "{name}" is not valid, expected letters, digits, "_" and "-"',
    hint: "{hint}",
  },
  SK121: {
    severity: "error",
    text: "@skill:{tag} belongs to no method: {where} has no @skill:method",
    hint: "Add @skill:method to the same comment, or remove the tag",
  },
  SK122: {
    severity: "error",
    text: "@skill:{tag} stands above no function",
    hint: "Put method tags directly above an exported function at the top level of the file",
  },
  SK123: {
    severity: "warning",
    text: 'Required parameter "{name}" comes after an optional one',
    hint: "Put required parameters first, in the tags and in the function",
  },
  SK124: {
    severity: "error",
    text: 'Default "{value}" of parameter "{name}" is not {expected}',
    hint: "{hint}",
  },
  SK125: {
    severity: "error",
    text: 'Default "{value}" of parameter "{name}" is none of {options}',
    hint: "Add it to enum:, or choose one of its values",
  },
  SK126: {
    severity: "error",
    text: 'Parameter "{name}" has an enum: but type {type}, expected string',
    hint: "Remove enum:, or declare the parameter as string",
  },
  SK127: {
    severity: "warning",
    text: 'Default of required parameter "{name}" is never used',
    hint: "Make the parameter optional, or remove the default",
  },
  SK128: {
    severity: "warning",
    text: 'Example "{value}" of parameter "{name}" is not {expected}',
    hint: "{hint}",
  },
  SK129: {
    severity: "error",
    text: 'Modifier type:{found} does not fit parameter "{name}": {reason}',
    hint: "{hint}",
  },
  SK130: {
    severity: "error",
    text: 'Unknown method hint "{found}", expected read_only, destructive, idempotent or open_world',
    hint: "{hint}",
  },
  SK131: {
    severity: "error",
    text: 'Modifier enum: of parameter "{name}" has {problem}',
    hint: "Separate different values by |, as in enum:asc|desc",
  },
  SK132: {
    severity: "warning",
    text: 'Optional parameter "{name}" has an enum: but no default, so an absent one is ""',
    hint: 'Add a default, such as default:{first}, or say that it is empty: {parameter}: string = ""',
  },
  SK133: {
    severity: "warning",
    text: 'Tags begin with "@skill:", so "{found}" is only a comment',
    hint: 'Did you mean "{meant}"?',
  },
  SK134: {
    severity: "warning",
    text: "The skill has no methods, so nobody can call it",
    hint: 'Add above an exported function: // @skill:method greet "What it does"',
  },
  SK201: {
    severity: "error",
    text: "Cannot parse the source: {reason}",
    hint: "{hint}",
  },
  SK202: {
    severity: "error",
    text: '@skill:param "{name}" has no parameter in {function}()',
    hint: "Add the parameter to the function, or remove the tag; they are matched by position",
  },
  SK203: {
    severity: "error",
    text: 'Parameter "{name}" of {function}() has no @skill:param',
    hint: 'Add: @skill:param {name} required "..."',
  },
  SK204: {
    severity: "error",
    text: "{function}() has {parameters} but {tags}",
    hint: "Write one @skill:param for each parameter behind the Context, in the same order",
  },
  SK205: {
    severity: "error",
    text: '@skill:param "{name}" is number {position}, but {function}() has "{parameter}" there',
    hint: "Put the tags in the order of the parameters: {order}",
  },
  SK206: {
    severity: "warning",
    text: '@skill:param "{name}" describes the parameter "{parameter}"',
    hint: "Give both the same name; they are matched by position",
  },
  SK207: {
    severity: "error",
    text: "{what} has type {type}, expected {expected}",
    hint: "{instead}",
  },
  SK208: {
    severity: "error",
    text: 'Function {function}() of method "{method}" is not exported',
    hint: "Put export before function",
  },
  SK209: {
    severity: "error",
    text: 'The initializer of parameter "{name}" cannot be carried over: it is not a literal',
    hint: "Write a literal, or say the default in the tag: default:<value>",
  },
  SK210: {
    severity: "error",
    text: "{what} has no type",
    hint: "Write one: {example}",
  },
  SK211: {
    severity: "error",
    text: "{what} uses {kind} {name}, which is not exported",
    hint: "Put export before its declaration",
  },
  SK212: {
    severity: "error",
    text: "Class {name} holds itself: {cycle}",
    hint: "Use ids that refer to entries of one list, or a MsgValue",
  },
  SK213: {
    severity: "error",
    text: "{what} has type {type}, which cannot be filled: {reason}",
    hint: "{instead}",
  },
  SK214: {
    severity: "error",
    text: "Cannot find the type {type}: {reason}",
    hint: "{hint}",
  },
  SK215: {
    severity: "error",
    text: "Field {field} is readonly, so an argument cannot fill it",
    hint: "Remove readonly",
  },
  SK216: {
    severity: "error",
    text: "{function}() cannot be a method: {reason}",
    hint: "Use a plain exported function with simple parameters",
  },
  SK217: {
    severity: "warning",
    text: 'Parameter "{name}" of callback "{method}" is no field of {event}',
    hint: "Fields: {fields}",
  },
  SK218: {
    severity: "error",
    text: "{what} takes {event} {problem}",
    hint: "An event is the only parameter of a @skill:callback method, after the Context",
  },
  SK219: {
    severity: "error",
    text: 'No method is named "{name}", which {call} names as its callback',
    hint: "{hint}",
  },
  SK220: {
    severity: "warning",
    text: 'Method "{name}" is the callback of {call} but is not marked @skill:callback',
    hint: "Add @skill:callback above it, so that nobody else can call it",
  },
  SK221: {
    severity: "error",
    text: 'Parameter "{name}" of {function}() is a Context but not the first parameter',
    hint: "Move it to the front, and remove its @skill:param",
  },
  SK222: {
    severity: "warning",
    text: "@skill:result describes a result, but {function}() returns void",
    hint: "Remove the tag, or return something",
  },
  SK223: {
    severity: "error",
    text: "Field {field} has neither an initializer nor an exclamation mark",
    hint: "{hint}",
  },
  SK224: {
    severity: "warning",
    text: 'Default "{value}" of parameter "{name}" is not its initializer {initial}',
    hint: "The tag counts; keep one of them",
  },
  SK225: {
    severity: "error",
    text: "RegExp compiles, but whoever makes one ends the call: there are no regular expressions",
    hint: "Compare with includes, indexOf or startsWith; fs.grep searches files by an expression",
  },
  SK301: {
    severity: "error",
    text: 'Unknown requirement "{kind}", expected {known}',
    hint: "{hint}",
  },
  SK302: {
    severity: "error",
    text: "Requirement {kind} has no pattern",
    hint: "Say what the skill needs: @skill:require {example}",
  },
  SK303: {
    severity: "warning",
    text: "Requirement {kind} {pattern} asks for everything",
    hint: "Name what the skill really needs: @skill:require {example}",
  },
  SK304: {
    severity: "warning",
    text: "Requirement {requirement} is never needed: no call in the sources uses it",
    hint: "Remove the line",
  },
  SK305: {
    severity: "warning",
    text: "{call} needs a requirement that is not declared: {needed}",
    hint: "{hint}",
  },
  SK306: {
    severity: "error",
    text: 'The requirement is cut off: "*/" inside a block comment ends the comment',
    hint: "Write the skill tags in // lines",
  },
  SK307: {
    severity: "warning",
    text: "Duplicate requirement: {line}",
    hint: "Keep one of them",
  },
  SK308: {
    severity: "error",
    text: "Requirement {kind} {pattern} names a variable, but patterns stand for themselves",
    hint: "Write what it stands for{instead}",
  },
  SK901: {
    severity: "error",
    text: 'Cannot read "{file}": {reason}',
    hint: "{hint}",
  },
  SK902: {
    severity: "error",
    text: 'Cannot write "{file}": {reason}',
    hint: "{hint}",
  },
  SK903: {
    severity: "error",
    text: 'Cannot write "{file}": it was not made by skill-gen',
    hint: "{hint}",
  },
  SK904: {
    severity: "error",
    text: 'Cannot read "{file}": it is not text',
    hint: "Rename it, or move it out of the folder",
  },
  SK905: {
    severity: "error",
    text: "Cannot parse the source: it is nested too deeply",
    hint: "Split the deepest expressions",
  },
  SK906: {
    severity: "error",
    text: "{file} is out of date",
    hint: "Run: skill-gen {folder}",
  },
} as const satisfies Record<string, Message>;
