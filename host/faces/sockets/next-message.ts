import type { HostFunctionTypes } from "@luminarys/sdk-as/engine";
import type { SocketMailbox } from "@luminarys/sdk-as/engine/cores";

export type SocketMessage = HostFunctionTypes["websocket_receive"]["answer"];

/** One call's wait for the next message, from now on until it leaves. */
export class NextMessage {
  /** Rejects with a HostError when the socket closes. */
  readonly message: Promise<SocketMessage>;
  private end = () => {};

  constructor(mailbox: SocketMailbox) {
    this.message = new Promise((resolve, reject) => {
      this.end = mailbox.wait({ onMessage: resolve, onClose: reject });
    });
    // Whoever waits may fail for another reason first.
    this.message.catch(() => {});
  }

  leave(): void {
    this.end();
  }
}
