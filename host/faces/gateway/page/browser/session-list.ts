import type { SessionInfo } from "../../protocol.js";
import { element, part } from "./element.js";
import { printAge } from "./print-facts.js";

export interface SessionListEvents {
  readonly onOpen: (session: SessionInfo) => void;
  readonly onDelete: (session: SessionInfo) => void;
  readonly onNew: () => void;
}

/** The conversations of the user, those first that were used last. */
export class SessionList {
  private readonly list = part("sessions", HTMLUListElement);
  private readonly none = part("no-sessions", HTMLParagraphElement);
  private readonly events: SessionListEvents;

  constructor(events: SessionListEvents) {
    this.events = events;
    part("new", HTMLButtonElement).addEventListener("click", events.onNew);
  }

  show(sessions: readonly SessionInfo[], currentId: string | undefined): void {
    const focused = document.activeElement?.getAttribute("data-key");
    this.none.hidden = sessions.length > 0;
    const lines = sessions.map((each) => this.line(each, each.sessionId === currentId));
    this.list.replaceChildren(...lines);
    const again = [...this.list.querySelectorAll<HTMLElement>("[data-key]")];
    again.find((each) => each.dataset.key === focused)?.focus();
  }

  private line(session: SessionInfo, isCurrent: boolean): HTMLElement {
    const { sessionId, title, used_ms, runs } = session;
    const name = titleOf(session);
    const about = runs.length > 0 ? "answering" : printAge(used_ms, Date.now());
    const open = element(
      "button",
      {
        class: "session-open",
        attributes: {
          type: "button",
          "data-key": `open ${sessionId}`,
          ...(isCurrent && { "aria-current": "true" }),
        },
      },
      element("span", { class: "session-title", attributes: { title } }, name),
      element("span", { class: "session-about" }, about),
    );
    open.addEventListener("click", () => this.events.onOpen(session));
    const remove = element("button", {
      class: "icon-button",
      attributes: {
        type: "button",
        "data-key": `delete ${sessionId}`,
        "aria-label": `Delete ${name}`,
      },
    });
    remove.append(crossIcon());
    remove.addEventListener("click", () => this.events.onDelete(session));
    return element("li", { class: "session" }, open, remove);
  }
}

export function titleOf({ title }: Pick<SessionInfo, "title">): string {
  return title === "" ? "Untitled" : title;
}

function crossIcon(): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M5.5 5.5l9 9m0-9l-9 9");
  const facts = { viewBox: "0 0 20 20", width: "18", height: "18", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(facts)) svg.setAttribute(name, value);
  svg.append(path);
  return svg;
}
