import { type AsyncDevice, type HostCall, timeLeftMs } from "@luminarys/sdk-as/engine";
import { noExchangeError, unknownExchangeError } from "@luminarys/sdk-as/engine/cores";
import type { Host } from "../../host.js";
import type { Exchange, WebSend } from "./exchange.js";

/** Most milliseconds that a skill waits for a client that takes nothing. */
const MAX_WAIT_MS = 30_000;

/** The requests whose calls run, or that are still being answered. */
export class Exchanges {
  private readonly host: Host;
  private readonly open = new Map<string, Exchange>();

  constructor(host: Host) {
    this.host = host;
  }

  get all(): readonly Exchange[] {
    return [...this.open.values()];
  }

  add(exchange: Exchange): void {
    this.open.set(exchange.id, exchange);
  }

  delete(id: string): void {
    this.open.delete(id);
  }

  /** What answers `web_send`. */
  get device(): AsyncDevice<"web"> {
    return {
      web_send: (request, call) => {
        const leftMs = timeLeftMs(call, this.host.engine.clock.now());
        const timeoutMs = Math.floor(Math.min(MAX_WAIT_MS, leftMs));
        return this.find(request, call).send(request, { timeoutMs });
      },
    };
  }

  private find({ exchange: named }: WebSend, { requestId }: HostCall): Exchange {
    const id = named === "" ? this.host.engine.originOf(requestId) : named;
    const found = this.open.get(id);
    if (found) return found;
    throw named === "" ? noExchangeError() : unknownExchangeError(named);
  }
}
