import { part } from "./element.js";

/** What a connection begins with. */
export interface Credentials {
  readonly userId: string;
  /** "" for none. */
  readonly token: string;
}

const NAME = "skill-host.name";
const TOKEN = "skill-host.token";

/** Asks who the user is, and remembers it: the token as long as the tab is open. */
export class SignIn {
  private readonly dialog = part("sign-in", HTMLDialogElement);
  private readonly problem = part("sign-in-problem", HTMLParagraphElement);
  private readonly name = part("sign-in-name", HTMLInputElement);
  private readonly token = part("sign-in-token", HTMLInputElement);

  constructor(onDone: (credentials: Credentials) => void) {
    // Without a user there is nothing behind the dialog.
    this.dialog.addEventListener("cancel", (event) => event.preventDefault());
    part("sign-in-form", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      const userId = this.name.value.trim();
      if (userId === "") return this.complain("Say a name", this.name);
      localStorage.setItem(NAME, userId);
      sessionStorage.setItem(TOKEN, this.token.value);
      this.dialog.close();
      onDone({ userId, token: this.token.value });
    });
  }

  /** Undefined before the first sign-in of this tab. */
  get remembered(): Credentials | undefined {
    const token = sessionStorage.getItem(TOKEN);
    const userId = localStorage.getItem(NAME);
    return token === null || userId === null ? undefined : { userId, token };
  }

  forget(): void {
    sessionStorage.removeItem(TOKEN);
  }

  ask(problem?: string): void {
    this.name.value = localStorage.getItem(NAME) ?? "";
    this.token.value = "";
    if (!this.dialog.open) this.dialog.showModal();
    if (problem !== undefined) this.complain(problem, this.token);
    else {
      this.problem.hidden = true;
      (this.name.value === "" ? this.name : this.token).focus();
    }
  }

  private complain(problem: string, field: HTMLInputElement): void {
    this.problem.textContent = problem;
    this.problem.hidden = false;
    field.focus();
  }
}
