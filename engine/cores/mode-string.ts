const letters = "rwxrwxrwx";

/** Permission bits as ls prints them: `drwxr-xr-x`. */
export function modeString(mode: number, kind: "file" | "dir" | "link" | "other"): string {
  const type = { file: "-", dir: "d", link: "l", other: "?" }[kind];
  const bits = Array.from(letters, (letter, i) => (mode & (0o400 >> i) ? letter : "-"));
  return type + bits.join("");
}
