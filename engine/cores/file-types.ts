const types: Readonly<Record<string, readonly string[]>> = {
  c: ["c", "h"],
  cpp: ["C", "H", "cc", "cpp", "cxx", "hh", "hpp", "hxx", "inl", "h"],
  css: ["css", "scss"],
  go: ["go"],
  html: ["htm", "html", "ejs"],
  java: ["java", "jsp", "jspx", "properties"],
  js: ["js", "jsx", "mjs", "cjs", "vue"],
  json: ["json"],
  md: ["md", "markdown", "mdown", "mdx"],
  py: ["py", "pyi"],
  rust: ["rs"],
  sh: ["sh", "bash", "zsh", "ksh", "csh", "tcsh"],
  ts: ["ts", "tsx", "mts", "cts"],
  yaml: ["yaml", "yml"],
};

const aliases: Readonly<Record<string, string>> = {
  markdown: "md",
  python: "py",
  rs: "rust",
  typescript: "ts",
};

/** Whether a file is of a type, as ripgrep names them. Throws a SyntaxError for one that it doesn't know. */
export function compileFileType(type: string): (path: string) => boolean {
  const extensions = types[aliases[type] ?? type];
  if (!extensions) {
    const known = Object.keys(types).join(", ");
    throw new SyntaxError(`Cannot search files of type "${type}": no such type (${known})`);
  }
  return (path) => extensions.includes(path.slice(path.lastIndexOf(".") + 1));
}
