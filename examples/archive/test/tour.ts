import type { MockHost } from "@luminarys/sdk-as/testing";

/** A use of every method that a skill of this kind is there for. */
export function tour(host: MockHost): void {
  host.fs.write("/data/notes.txt", "Buy milk");
  host.fs.write("/backups/2025-12-31T00-00-00.tar.gz", "");
  host.call("back_up", { keep: 1 });
  host.call("list_backups");
  host.call("list_files", { name: "2026-01-01T00-00-00" });
  host.call("restore", { name: "2026-01-01T00-00-00", to: "/restored/notes" });
}
