import type { MockHost } from "@luminarys/sdk-as/testing";

/** A use of every method that a skill of this kind is there for. */
export function tour(host: MockHost): void {
  host.fs.write("/project/README.md", "Colour is red.\n");
  host.fs.write("/project/src/paint.ts", 'export const colour = "red"; // colour\n');
  host.call("find_files", { patterns: ["*.ts"] });
  host.call("search", { query: "colour" });
  host.call("preview_replace", { find: "colour", replacement: "color" });
  host.call("replace", { find: "colour", replacement: "color", expected: 2 });
}
