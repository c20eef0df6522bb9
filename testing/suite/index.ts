import { archiveSuite } from "./archive.js";
import { clusterSuite } from "./cluster.js";
import { commandsSuite } from "./commands.js";
import { envelopesSuite } from "./envelopes.js";
import { fsSuite } from "./fs.js";
import { fsSearchSuite } from "./fs-search.js";
import { httpSuite } from "./http.js";
import { llmSuite } from "./llm.js";
import { shellSuite } from "./shell.js";
import { socketsSuite } from "./sockets.js";
import type { SuitePart, TestTools } from "./suite-part.js";
import { systemSuite } from "./system.js";
import { tcpSuite } from "./tcp.js";
import { webSuite } from "./web.js";
import type { World } from "./world.js";
import { wsSuite } from "./ws.js";

export { probeSource } from "./probe.js";
export type { TestContext, TestTools } from "./suite-part.js";
export type {
  World,
  WorldAnswer,
  WorldCall,
  WorldClient,
  WorldCommands,
  WorldFaces,
  WorldPeer,
  WorldReply,
  WorldRequest,
  WorldResult,
  WorldSocketPeer,
} from "./world.js";

export interface CapabilitySuiteOptions extends TestTools {
  /** Of the device set, for the titles. */
  readonly name: string;
  /** Makes a host that runs the probe under two ids; each test gets its own. */
  readonly createWorld: () => World | Promise<World>;
}

const parts: readonly ((part: SuitePart) => void)[] = [
  envelopesSuite,
  commandsSuite,
  fsSuite,
  fsSearchSuite,
  archiveSuite,
  httpSuite,
  tcpSuite,
  wsSuite,
  shellSuite,
  systemSuite,
  llmSuite,
  clusterSuite,
  webSuite,
  socketsSuite,
];

/**
 * Declares tests of all that the wire promises: of envelopes and commands, and of devices. They need
 * nothing of a host and its devices but a world.
 */
export function capabilitySuite({ name, createWorld, ...tools }: CapabilitySuiteOptions): void {
  const { describe, test } = tools;
  const promise: SuitePart["promise"] = (title, run) => {
    test(title, async (context) => {
      const world = await createWorld();
      try {
        await run(world, context);
      } finally {
        await world.close();
      }
    });
  };
  describe(`${name} devices`, () => {
    for (const part of parts) part({ ...tools, promise });
  });
}
