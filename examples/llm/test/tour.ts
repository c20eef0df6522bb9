import type { MockHost } from "@luminarys/sdk-as/testing";

/** A use of every method that a skill of this kind is there for. */
export function tour(host: MockHost): void {
  host.llm.reply("Milk is to be bought.");
  host.llm.history([{ role: "user", content: "We need milk." }]);
  host.fs.write("/notes/today.txt", "Buy milk");
  host.call("summarise_text", { content: "Buy milk" });
  host.call("summarise_file", { path: "/notes/today.txt" });
  host.call("catch_up");
}
