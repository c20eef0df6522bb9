import { archiveSuite } from "./archive.js";
import { clusterSuite } from "./cluster.js";
import { fsSuite } from "./fs.js";
import { fsSearchSuite } from "./fs-search.js";
import { httpSuite } from "./http.js";
import { llmSuite } from "./llm.js";
import { shellSuite } from "./shell.js";
import type { SuitePart, TestTools } from "./suite-part.js";
import { systemSuite } from "./system.js";
import { tcpSuite } from "./tcp.js";
import type { World } from "./world.js";
import { wsSuite } from "./ws.js";

export { probeSource } from "./probe.js";
export type { TestTools } from "./suite-part.js";
export type { World, WorldCommands, WorldPeer, WorldReply } from "./world.js";

export interface CapabilitySuiteOptions extends TestTools {
  /** Of the device set, for the titles. */
  readonly name: string;
  /** Makes a host that runs the probe; each test gets its own. */
  readonly createWorld: () => World | Promise<World>;
}

const parts: readonly ((part: SuitePart) => void)[] = [
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
];

/** Declares tests of all that the wire promises of devices. They need nothing of a device set but a world. */
export function capabilitySuite({ name, createWorld, ...tools }: CapabilitySuiteOptions): void {
  const { describe, test } = tools;
  const promise: SuitePart["promise"] = (title, run) => {
    test(title, async () => {
      const world = await createWorld();
      try {
        await run(world);
      } finally {
        await world.close();
      }
    });
  };
  describe(`${name} devices`, () => {
    for (const part of parts) part({ ...tools, promise });
  });
}
