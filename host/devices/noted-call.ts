import type { HostCall } from "@luminarys/sdk-as/engine";

/** A host call to whose entry in the journal its device may add, such as whom it asked. */
export interface NotedCall extends HostCall {
  readonly note?: (text: string) => void;
}
