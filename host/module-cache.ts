import { createHash } from "node:crypto";
import type { SkillDescriptor, SkillModule } from "@luminarys/sdk-as/engine";
import type { Inspection, InspectionInput } from "./worker/inspection.js";

export interface LoadedModule {
  readonly module: SkillModule;
  readonly descriptor: SkillDescriptor;
  /** To be told once, when nobody starts it any more. */
  release(): void;
}

interface Entry {
  readonly inspection: Promise<Inspection>;
  users: number;
}

/** Compiled modules by their content: the same bytes are compiled and described once. */
export class ModuleCache {
  private readonly inspect: (input: InspectionInput) => Promise<Inspection>;
  private readonly entries = new Map<string, Entry>();

  constructor(inspect: (input: InspectionInput) => Promise<Inspection>) {
    this.inspect = inspect;
  }

  /** How many different modules are in use. */
  get size(): number {
    return this.entries.size;
  }

  /** Rejects as the inspection does, and forgets the module then. */
  async load(input: InspectionInput): Promise<LoadedModule> {
    const hash = createHash("sha256").update(input.bytes).digest("hex");
    const key = `${hash} ${input.maxMemoryBytes}`;
    const entry = this.entries.get(key) ?? { inspection: this.inspect(input), users: 0 };
    this.entries.set(key, entry);
    entry.users++;
    const release = () => {
      if (--entry.users === 0) this.entries.delete(key);
    };
    try {
      return { ...(await entry.inspection), release };
    } catch (error) {
      release();
      throw error;
    }
  }
}
