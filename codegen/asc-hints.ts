import { exportHint, importHint, memberHint } from "./name-hints.js";

/** What asc complains of, and the source around it. */
export interface Complaint {
  /** asc's number: AS100 and TS2322 are 100 and 2322. */
  readonly code: number;
  /** asc's words, which name the types. */
  readonly message: string;
  /** The line up to the place. */
  readonly before: string;
  /** The text at the place. */
  readonly said: string;
  /** The rest of the line. */
  readonly after: string;
}

interface Rule extends Partial<Record<"before" | "said" | "after", RegExp>> {
  readonly codes: readonly number[];
  readonly hint: string | ((complaint: Complaint) => string);
}

/** What to write instead of what AssemblyScript doesn't have, or "". Known by code and source. */
export function ascHint(complaint: Complaint): string {
  const rule = rules.find((each) => fits(each, complaint));
  if (rule === undefined) return "";
  return typeof rule.hint === "string" ? rule.hint : rule.hint(complaint);
}

function fits({ codes, before, said, after }: Rule, complaint: Complaint): boolean {
  if (!codes.includes(complaint.code)) return false;
  const matches = (pattern: RegExp | undefined, text: string) => pattern?.test(text) ?? true;
  return (
    matches(before, complaint.before) &&
    matches(said, complaint.said) &&
    matches(after, complaint.after)
  );
}

const synchronous = "Handlers are synchronous: host calls return their result at once";
const noPatterns = "There are no regular expressions: use indexOf, startsWith, includes or split";
const noObjects =
  "Declare a class, and name it where the value goes: const box: Box = { width: 1 }";
const noDestructuring = "There is no destructuring: const first = list[0], const size = box.size";
const readNumber =
  "By its type: I32.parseInt(text), 0 for no number, or F64.parseFloat(text), NaN for none";
const readTime =
  "Read an ISO time: Date.fromString(text), which makes some time of nearly any text: check it first";
const numberOrNull = "A number is never null: use a value that means none, such as -1";

/** The first that fits counts. */
const rules: readonly Rule[] = [
  {
    codes: [100],
    said: /^for\b/,
    hint: "Loop over an index: for (let i = 0; i < list.length; i++)",
  },
  {
    codes: [100],
    said: /^try\b/,
    hint: "Nothing can be caught: fs.read and its like don't throw, their Result has isOk and error",
  },
  { codes: [100], said: /^\.\.\./, hint: "There is no spread: list.slice(), list.concat(others)" },
  { codes: [100], said: /^\//, hint: noPatterns },
  { codes: [100], said: /\sin\s/, hint: "Ask a Map: counts.has(name)" },
  { codes: [100], said: /^\{/, hint: "Fill a class, which may implement the interface" },
  { codes: [100], before: /\|\s*$/, hint: hintOfUnion },
  {
    codes: [100],
    said: /^[\w$]+$/,
    hint: "A function sees no variables of the one around it: use a loop, or pass them as parameters",
  },
  { codes: [1140], before: /\.map$/, hint: "Say what it makes: list.map<i32>(...)" },
  { codes: [1140], before: /\bnew \w+$/, hint: "Say of what it is: new Map<string, i32>()" },
  { codes: [1003], said: /^(?:const|let|var|\()$/, after: /^\s*[[{]/, hint: noDestructuring },
  { codes: [1003], before: /\bfunction$|\*$/, hint: "There are no generators: return an array" },
  {
    codes: [1109],
    said: /^\.$/,
    before: /\?$/,
    hint: "Compare with null: name !== null ? name.length : 0",
  },
  { codes: [1109], said: /^\?$/, hint: "Compare with null: name !== null ? name : other" },
  { codes: [1109], said: /^(?:async|await)$/, hint: synchronous },
  { codes: [1005], after: /^\s*async\b/, hint: synchronous },
  { codes: [1110], after: /^\s*\{/, said: /^$/, hint: noObjects },
  { codes: [1110], said: /^\{/, hint: noObjects },
  { codes: [2322], said: /^\{/, hint: noObjects },
  { codes: [2322], before: /\bnew Date\($/, hint: readTime },
  {
    codes: [2322],
    before: /["'`][^+]*\+=?\s*$|\+\s*$|console\.\w+\($/,
    hint: "Make it text: a template, or n.toString(); compare what may be null with null first",
  },
  { codes: [2365], said: /["'`]/, hint: "Make it text: a template, or n.toString()" },
  { codes: [2322], after: /^[.[]/, hint: "It may be null: name !== null ? name.length : 0" },
  { codes: [204], hint: numberOrNull },
  { codes: [234], said: /^Number$/, hint: readNumber },
  { codes: [234], said: /^String$/, hint: "Make it text: a template, or n.toString()" },
  { codes: [234, 2554], said: /^(?:new )?Date\b/, hint: "Say when: new Date(Date.now())" },
  { codes: [2469], said: /^\+(?!new\b)/, hint: readNumber },
  {
    codes: [200],
    hint: "Say that digits may be lost, by its type: i32(x); integers divide to integers",
  },
  { codes: [215], hint: 'Give it an initializer instead: name: string = ""' },
  { codes: [219], hint: "Let it be null instead: name: string | null = null" },
  { codes: [1155], before: /for\s*\(.*$/, after: /^\s+in\b/, hint: "Loop over counts.keys()" },
  { codes: [1127], said: /^#/, hint: "Say private instead of #" },
  { codes: [2339], said: /^match(?:All)?$/, hint: noPatterns },
  { codes: [2339], said: /^find$/, hint: "Use findIndex, and compare it with -1" },
  { codes: [2339], before: /\bObject\.$/, hint: "Use a Map: counts.keys(), counts.values()" },
  { codes: [2339], hint: ({ said, message }) => memberHint(said, message) },
  { codes: [2305], hint: ({ said, message }) => exportHint(said, message) },
  {
    codes: [6054],
    hint: "Only files of the project and of AssemblyScript packages: what reaches outside is in the SDK",
  },
  { codes: [2304], hint: ({ said, after }) => hintsOfNames.get(said) ?? importHint(said, after) },
];

/** What TypeScript has and AssemblyScript hasn't. */
const hintsOfNames = new Map([
  ["any", "Name its type; MsgValue is one for what callers may send as anything"],
  ["unknown", "Name its type; MsgValue is one for what callers may send as anything"],
  ["undefined", "Use null, and a type that may be it: string | null"],
  ["JSON", "Use json.parse(text), which gives a MsgValue, and json.stringify(value)"],
  ["fetch", "Use http.get, which returns its answer at once"],
  ["Promise", synchronous],
  ["setTimeout", "Nothing runs in between: ctx.schedule calls a method later"],
  ["setInterval", "Nothing runs in between: ctx.schedule calls a method later"],
  ["Record", "Use Map<string, T>"],
  ["delete", "Use a Map: counts.delete(name)"],
  ["TextEncoder", "Use utf8(text)"],
  ["TextDecoder", "Use text(bytes)"],
  ["Buffer", "Use Uint8Array, with utf8(text) and text(bytes)"],
]);

/** Of texts it can be said in the tag what they may be. */
function hintOfUnion({ before, said, after }: Complaint): string {
  const line = `${before}${said}${after}`;
  const [texts] = /(["'])[^"'|]*\1(?:\s*\|\s*(["'])[^"'|]*\2)+/.exec(line) ?? [];
  if (texts === undefined || !/^["']/.test(said)) {
    return "A value has one type: that type, T | null for a reference, or MsgValue";
  }
  const values = texts.split("|").map((each) => each.trim().slice(1, -1));
  return `Declare it as string, and say in its tag: enum:${values.join("|")}`;
}
