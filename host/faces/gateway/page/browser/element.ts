export interface Looks {
  readonly class?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Makes an element. Texts become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { class: className, attributes = {} }: Looks,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== undefined) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** An element of the page. Throws an Error when it isn't there, or of another kind. */
export function part<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`Cannot find ${kind.name} "${id}" in the page`);
}

/** Changes only what differs, so that selections stay. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
