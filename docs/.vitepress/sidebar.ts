import { readFileSync } from "node:fs";

export interface SidebarItem {
  readonly text: string;
  readonly link: string;
}

export interface SidebarGroup {
  readonly text: string;
  readonly collapsed: boolean;
  readonly items: SidebarItem[];
}

const index = new URL("../README.md", import.meta.url);

/** The pages as docs/README.md lists them: each of its headings is a group, each linked line a page. */
export function readSidebar(): SidebarGroup[] {
  const groups: SidebarGroup[] = [];
  for (const line of readFileSync(index, "utf8").split("\n")) {
    const [, heading] = /^## (.+)$/.exec(line) ?? [];
    if (heading !== undefined) groups.push({ text: heading, collapsed: false, items: [] });
    const [, text = "", path = ""] = /^\s*- \[([^\]]+)\]\(([^)]+)\.md\)/.exec(line) ?? [];
    if (path === "" || path.startsWith("..")) continue;
    if (groups.length === 0) groups.push({ text: "Documentation", collapsed: false, items: [] });
    groups.at(-1)?.items.push({ text, link: `/${path.replace(/(^|\/)README$/, "$1")}` });
  }
  return groups;
}
