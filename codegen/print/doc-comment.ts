const width = 100;

/** A documentation comment, on one line where it fits; nothing for no text. */
export function docComment(paragraphs: readonly string[], indent = ""): string[] {
  const lines = paragraphs
    .flatMap((each) => each.split("\n"))
    .map((each) => each.trim().replaceAll("*/", "*\\/"))
    .filter((each) => each !== "");
  const [only] = lines;
  if (only === undefined) return [];
  const short = `${indent}/** ${only} */`;
  if (lines.length === 1 && short.length <= width) return [short];
  const wrapped = lines.flatMap((each) => wrap(each, width - indent.length - 3));
  return [`${indent}/**`, ...wrapped.map((each) => `${indent} * ${each}`), `${indent} */`];
}

function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length > room && line !== "") {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
