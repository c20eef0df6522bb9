import { part } from "./element.js";

export interface ComposerEvents {
  readonly onSend: (text: string) => void;
  readonly onStop: () => void;
}

/** Where messages are written. */
export class Composer {
  private readonly box = part("message", HTMLTextAreaElement);
  private readonly send = part("send", HTMLButtonElement);
  private readonly stop = part("stop", HTMLButtonElement);
  private readonly events: ComposerEvents;

  constructor(events: ComposerEvents) {
    this.events = events;
    part("composer", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.stop.addEventListener("click", () => events.onStop());
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    document.addEventListener("keydown", (event) => {
      const isOurs = event.key === "Escape" && !this.stop.hidden && !inDialog(event);
      if (isOurs) events.onStop();
    });
  }

  /** While the agent answers it can be stopped; without a connection nothing can be sent. */
  show({ isRunning, isOnline }: { isRunning: boolean; isOnline: boolean }): void {
    const hadFocus = document.activeElement === this.stop || document.activeElement === this.send;
    this.stop.hidden = !isRunning;
    this.send.hidden = isRunning;
    this.send.disabled = !isOnline;
    if (hadFocus) this.focus();
  }

  focus(): void {
    this.box.focus();
  }

  private submit(): void {
    const text = this.box.value.trim();
    if (text === "" || this.send.disabled || this.send.hidden) return;
    this.box.value = "";
    this.events.onSend(text);
  }
}

function inDialog(event: Event): boolean {
  return event.target instanceof Element && event.target.closest("dialog") !== null;
}
