type Attributes = Readonly<Record<string, string | number>>;

interface Content {
  readonly attributes: Attributes;
  /** SVG already. */
  readonly children?: readonly string[];
}

export function element(name: string, { attributes, children = [] }: Content): string {
  const list = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeText(`${value}`)}"`,
  );
  const start = `<${name}${list.join("")}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join("\n")}</${name}>`;
}

export function line(attributes: Attributes): string {
  return element("line", { attributes });
}

export function rect(attributes: Attributes): string {
  return element("rect", { attributes });
}

/** A text, or with `as` another element of text. */
export function text(content: string, { as = "text", ...attributes }: Attributes): string {
  return element(`${as}`, { attributes, children: [escapeText(content)] });
}

function escapeText(content: string): string {
  return content
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
