import type { MockHost } from "@luminarys/sdk-as/testing";

/** A use of every route that somebody with a browser makes. */
export function tour(host: MockHost): void {
  const sessionId = "somebody";
  host.web.request("POST", "/api/notes", { sessionId, form: { text: "Buy tea" } });
  const json = { text: "Call Ada", tags: ["phone"] };
  host.web.request("POST", "/api/notes", { sessionId, json });
  host.web.request("GET", "/api/notes", { sessionId });
  host.web.request("GET", "/api/notes/2", { sessionId });
  host.web.request("GET", "/notes.txt", { sessionId });
  host.web.request("DELETE", "/api/notes/1", { sessionId });
  host.call("list");
}
