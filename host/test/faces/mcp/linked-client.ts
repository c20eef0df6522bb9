import { completeManifest, type ManifestInput } from "@luminarys/sdk-as/engine";
import { createHost, type Host, type HostOptions, McpFace } from "@luminarys/skill-host";
import { Client } from "@modelcontextprotocol/client";
import { InMemoryTransport } from "@modelcontextprotocol/server";
import { onTestFinished } from "vitest";
import { notesModule } from "./notes-skill.js";

export type FaceOptions = Omit<ConstructorParameters<typeof McpFace>[0], "host">;

/** A host with the skill "notes" and its face. */
export async function notesFace({
  manifest = {},
  hosted = {},
  ...options
}: FaceOptions & { manifest?: Partial<ManifestInput>; hosted?: HostOptions } = {}): Promise<{
  host: Host;
  face: McpFace;
}> {
  const host = createHost({ onNotice: () => {}, ...hosted });
  await addNotes(host, manifest);
  const face = new McpFace({ host, ...options });
  onTestFinished(async () => {
    face.close();
    await host.stop({ graceMs: 0 });
  });
  return { host, face };
}

/** Adds the skill, under another id where the manifest says one. */
export async function addNotes(host: Host, manifest: Partial<ManifestInput> = {}): Promise<void> {
  const permissions = { llm: { enabled: true } };
  const input = { id: "notes", path: "notes.wasm", permissions, ...manifest };
  await host.add({ manifest: completeManifest(input), module: await notesModule() });
}

export interface LinkOptions {
  readonly capabilities?: ConstructorParameters<typeof Client>[1] extends infer O
    ? O extends { capabilities?: infer C }
      ? C
      : never
    : never;
  readonly allows?: (name: string) => boolean;
  readonly prepare?: (client: Client) => void;
}

/** A client that is connected to a face within this process. */
export async function linkedClient(face: McpFace, options: LinkOptions = {}): Promise<Client> {
  const { capabilities = {}, allows = () => true, prepare } = options;
  const server = face.createServer({ owner: "test", sessionId: () => "session-1", allows });
  const unhear = face.onToolsChanged(() => void server.sendToolListChanged());
  const client = new Client({ name: "test", version: "1.0.0" }, { capabilities });
  prepare?.(client);
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), client.connect(near)]);
  onTestFinished(async () => {
    unhear();
    await client.close();
  });
  return client;
}
