/** Path segments of a route such as `/notes/:id`: a parameter has a name, any other a literal. */
export type RouteSegment = { readonly literal: string } | { readonly name: string };

export interface RoutePattern {
  readonly text: string;
  readonly segments: readonly RouteSegment[];
  /** The same for patterns that match the same paths. */
  readonly shape: string;
}

const name = /^[A-Za-z_]\w*$/;
/** What a path may hold as it is, without the marks of other routers' patterns. */
const plain = /^[\w.~!$&'+,;=@\u{80}-\u{10ffff}-]+$/u;

/**
 * Reads the path of a route: `:name` stands for one segment that isn't empty, and a slash at the end
 * counts. Throws a SyntaxError.
 */
export function parseRoutePattern(text: string): RoutePattern {
  if (!text.startsWith("/")) throw badPattern(text, 'expected it to begin with "/"');
  const parts = text.slice(1).split("/");
  const segments = parts.map((part, index) => {
    if (part === "" && index === parts.length - 1) return { literal: "" };
    return parseSegment(part, text);
  });
  const names = segments.flatMap((segment) => ("name" in segment ? [segment.name] : []));
  const twice = names.find((each, index) => names.indexOf(each) !== index);
  if (twice !== undefined) throw badPattern(text, `parameter ":${twice}" stands twice`);
  const shape = segments.map((segment) => ("name" in segment ? ":" : segment.literal)).join("/");
  return { text, segments, shape };
}

/** The path without parameters that a text says, such as `/ws/chat`. Throws a SyntaxError. */
export function parsePlainPath(text: string): string {
  const { segments } = parseRoutePattern(text);
  if (segments.every((segment) => "literal" in segment)) return text;
  throw badPattern(text, "parameters have no place here");
}

/** The segments of a request's path as patterns are compared with them, still percent-encoded. */
export function pathSegments(path: string): readonly string[] {
  const escaped = path.includes("%")
    ? path.replace(/%[\da-f]{2}/gi, (each) => each.toUpperCase())
    : path;
  return escaped.slice(1).split("/");
}

/** The values of the parameters, still percent-encoded; undefined when the path is another. */
export function matchRoute(
  { segments }: RoutePattern,
  path: readonly string[],
): [name: string, value: string][] | undefined {
  if (segments.length !== path.length) return undefined;
  const values: [string, string][] = [];
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i] as RouteSegment;
    const part = path[i] as string;
    if ("name" in segment) {
      if (part === "") return undefined;
      values.push([segment.name, part]);
    } else if (segment.literal !== part) return undefined;
  }
  return values;
}

function parseSegment(part: string, text: string): RouteSegment {
  if (part.startsWith(":")) {
    if (name.test(part.slice(1))) return { name: part.slice(1) };
    throw badPattern(text, `"${part}" is no parameter, such as :id`);
  }
  if (part === "") throw badPattern(text, "a segment is empty");
  if (part === "." || part === "..") throw badPattern(text, `no path has a segment "${part}"`);
  if (plain.test(part)) return { literal: encodeURI(part.normalize("NFC")) };
  const [odd = ""] = [...part].filter((character) => !plain.test(character));
  throw badPattern(text, `"${odd}" has no place in "${part}"`);
}

function badPattern(text: string, reason: string): SyntaxError {
  return new SyntaxError(`Cannot read path "${text}": ${reason}`);
}
