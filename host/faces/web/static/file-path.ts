import { RefusedRequest } from "../request/refused-request.js";

/**
 * The names that lead to a file, from the segments of a path; "" at the end is the folder itself.
 * Undefined for what no served file is called, such as one that begins with a dot. Throws a
 * RefusedRequest.
 */
export function filePath(path: string): readonly string[] | undefined {
  const names = path.slice(1).split("/").map(decode);
  const isServed = names.every((name, index) => {
    if (name === "") return index === names.length - 1;
    return !name.startsWith(".") && !/[/\\\p{Cc}]/u.test(name);
  });
  return isServed ? names : undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new RefusedRequest("The path holds a bad percent escape", { status: 400, cause });
  }
}
