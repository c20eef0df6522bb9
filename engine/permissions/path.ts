/** No system takes a longer one. */
const MAX_CHARACTERS = 4096;

/**
 * The path without `.`, `..`, double and trailing slashes, by its letters alone. Throws a SyntaxError
 * for one that isn't absolute, or that systems read in different ways.
 */
export function normalizePath(path: string): string {
  const problem = problemOf(path);
  if (problem !== undefined) throw new SyntaxError(problem);
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return `/${segments.join("/")}`;
}

function problemOf(path: string): string | undefined {
  if (path === "") return "the path is empty";
  if (path.length > MAX_CHARACTERS) return `it is longer than ${MAX_CHARACTERS} characters`;
  if (path.includes("\0")) return "it holds a NUL character";
  if (/\p{Surrogate}/u.test(path)) return "it isn't well-formed Unicode";
  if (path.includes("\\")) return 'it holds a backslash, and directories are separated by "/"';
  if (!path.startsWith("/")) return "it isn't an absolute path";
  return undefined;
}

/** Of a normal path `/data/out`: "" (the root), `/data` and `/data/out`. */
export function pathAndParents(path: string): string[] {
  const around = [""];
  for (let at = path.indexOf("/", 1); at >= 0; at = path.indexOf("/", at + 1)) {
    around.push(path.slice(0, at));
  }
  return path === "/" ? around : [...around, path];
}

export function parentPath(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}
