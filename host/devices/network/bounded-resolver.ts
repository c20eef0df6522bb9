import { HostError } from "@luminarys/sdk-as/engine";
import type { Resolver } from "./resolver.js";

export interface LookupLimits {
  /** Under way at once. The machine's look-ups share few threads, which a name that hangs holds. */
  readonly most: number;
  /** Names that may wait for these. */
  readonly waiting: number;
}

/** Asks once for a name that is being asked for, and for so many names at once. */
export function boundedResolver(resolve: Resolver, { most, waiting }: LookupLimits): Resolver {
  const pending = new Map<string, Promise<readonly string[]>>();
  const queue: (() => void)[] = [];
  let running = 0;
  const turn = () => {
    if (running++ < most) return Promise.resolve();
    return new Promise<void>((begin) => queue.push(begin));
  };
  const lookUp = async (name: string) => {
    await turn();
    try {
      return await resolve(name);
    } finally {
      running--;
      queue.shift()?.();
      pending.delete(name);
    }
  };
  return (name) => {
    const known = pending.get(name);
    if (known) return known;
    if (running >= most + waiting) return Promise.reject(crowded(name));
    const found = lookUp(name);
    pending.set(name, found);
    return found;
  };
}

function crowded(name: string): HostError {
  const message = `Cannot resolve "${name}": too many look-ups of this skill are under way`;
  return new HostError(message, { code: "unavailable" });
}
