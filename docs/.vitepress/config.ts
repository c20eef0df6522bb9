import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { unlinkOutside } from "./outside-links.js";
import { readSidebar } from "./sidebar.js";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The pages of docs/ as a site; `npm run site` writes it. */
export default defineConfig({
  title: "Luminarys skills",
  description: "Write, test and run sandboxed skills for AI agents in AssemblyScript",
  lang: "en",
  cleanUrls: true,
  outDir: at("../../build/site"),
  cacheDir: at("../../node_modules/.cache/vitepress"),
  rewrites: { "README.md": "index.md", "abi/README.md": "abi/index.md" },
  markdown: { config: unlinkOutside },
  themeConfig: {
    outline: [2, 3],
    search: { provider: "local" },
    sidebar: readSidebar(),
    nav: [
      { text: "Writing", link: "/guide/skills" },
      { text: "Testing", link: "/testing" },
      { text: "The host", link: "/guide/host" },
      { text: "Reference", link: "/abi/" },
    ],
    docFooter: { prev: "Before", next: "After" },
  },
});
