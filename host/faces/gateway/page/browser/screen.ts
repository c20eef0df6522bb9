import type { SessionInfo } from "../../protocol.js";
import { Composer } from "./composer.js";
import type { Conversation } from "./conversation.js";
import { element, part, setText } from "./element.js";
import type { LinkState } from "./link.js";
import { SessionList, titleOf } from "./session-list.js";
import { Transcript } from "./transcript.js";

export interface ScreenEvents {
  readonly onOpen: (session: SessionInfo) => void;
  readonly onDelete: (session: SessionInfo) => void;
  readonly onNew: () => void;
  readonly onSend: (text: string) => void;
  readonly onStop: () => void;
  readonly onAgent: (agentId: string) => void;
  readonly onSignOut: () => void;
}

export interface Shown {
  readonly sessions: readonly SessionInfo[];
  readonly agents: readonly { readonly id: string }[];
  readonly sessionId: string | undefined;
  readonly agentId: string;
  readonly conversation: Conversation;
  readonly isRunning: boolean;
}

const states = {
  connecting: "Connecting",
  open: "Connected",
  lost: "Connection lost, trying again",
  refused: "Not connected",
} as const;

/** What the user sees. */
export class Screen {
  private readonly app = part("app", HTMLDivElement);
  private readonly menu = part("menu", HTMLButtonElement);
  private readonly title = part("title", HTMLHeadingElement);
  private readonly agent = part("agent", HTMLSelectElement);
  private readonly state = part("state", HTMLParagraphElement);
  private readonly announcer = part("announcer", HTMLParagraphElement);
  private readonly transcript = new Transcript();
  private readonly sessions: SessionList;
  private readonly composer: Composer;
  private isOnline = false;
  private last: Shown | undefined;

  constructor(events: ScreenEvents) {
    this.composer = new Composer(events);
    const closing =
      <T extends unknown[]>(then: (...args: T) => void) =>
      (...args: T) => {
        this.openMenu(false);
        then(...args);
      };
    this.sessions = new SessionList({
      onOpen: closing(events.onOpen),
      onDelete: events.onDelete,
      onNew: closing(events.onNew),
    });
    this.agent.addEventListener("change", () => events.onAgent(this.agent.value));
    this.menu.addEventListener("click", () => this.openMenu(this.app.dataset.menu !== "open"));
    this.app.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.openMenu(false);
    });
    this.app.addEventListener("click", ({ target }) => {
      // What lies over the rest of the page while the menu is open belongs to no element.
      if (target === this.app) this.openMenu(false);
    });
    part("sign-out", HTMLButtonElement).addEventListener("click", closing(events.onSignOut));
  }

  show(shown: Shown): void {
    this.last = shown;
    const { sessions, sessionId, agents, agentId, conversation, isRunning } = shown;
    const session = sessions.find((each) => each.sessionId === sessionId);
    const title = session ? titleOf(session) : "New conversation";
    setText(this.title, title);
    document.title = `${title} · skill-host`;
    history.replaceState(null, "", `#${encodeURIComponent(sessionId ?? "")}`);
    this.sessions.show(sessions, sessionId);
    this.showAgents(agents, { agentId, isFixed: sessionId !== undefined || isRunning });
    this.transcript.show(conversation);
    this.composer.show({ isRunning, isOnline: this.isOnline && agents.length > 0 });
  }

  showState(state: LinkState, userId: string): void {
    this.isOnline = state.kind === "open";
    this.state.dataset.kind = state.kind;
    setText(this.state, states[state.kind]);
    setText(part("user", HTMLSpanElement), userId);
    if (this.last) this.show(this.last);
  }

  focus(): void {
    this.composer.focus();
  }

  /** Says it to those who don't see the page. */
  announce(text: string): void {
    this.announcer.textContent = text;
  }

  async confirmDelete(session: SessionInfo): Promise<boolean> {
    const dialog = part("confirm", HTMLDialogElement);
    const name = titleOf(session);
    const text = `“${name}” and what skills have kept of it will be gone.`;
    setText(part("confirm-text", HTMLParagraphElement), text);
    dialog.returnValue = "keep";
    dialog.showModal();
    await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
    return dialog.returnValue === "delete";
  }

  private showAgents(
    agents: Shown["agents"],
    { agentId, isFixed }: { agentId: string; isFixed: boolean },
  ): void {
    const ids = agents.map(({ id }) => id);
    const shown = [...this.agent.options].map(({ value }) => value);
    if (ids.join("\n") !== shown.join("\n")) {
      const options = ids.map((id) => element("option", { attributes: { value: id } }, id));
      this.agent.replaceChildren(...options);
    }
    this.agent.value = agentId;
    this.agent.parentElement?.toggleAttribute("hidden", agents.length === 0);
    this.agent.disabled = isFixed || agents.length < 2;
    const welcome =
      agents.length > 0
        ? `Messages go to the agent “${agentId}”.`
        : "The host has no agents. Add one to agents in host.yaml.";
    setText(part("welcome-text", HTMLParagraphElement), welcome);
  }

  private openMenu(isOpen: boolean): void {
    const wasOpen = this.app.dataset.menu === "open";
    this.app.dataset.menu = isOpen ? "open" : "closed";
    this.menu.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) part("new", HTMLButtonElement).focus();
    else if (wasOpen) this.menu.focus();
  }
}
