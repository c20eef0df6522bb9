import type { NetworkTarget } from "@luminarys/sdk-as/engine";

export interface EgressRequest {
  /** What decideTcp or decideHttp allowed. */
  readonly target: NetworkTarget;
  /** What was asked, after `Cannot`. */
  readonly action: string;
  readonly timeoutMs: number;
}

/** The one way out to the network. */
export interface Egress {
  /**
   * Resolves the target's name once and gives those of its addresses that may be connected to. Rejects
   * with a HostError: `denied`, `unavailable` (no such name), `timeout`.
   */
  addressesOf(request: EgressRequest): Promise<readonly string[]>;
}
