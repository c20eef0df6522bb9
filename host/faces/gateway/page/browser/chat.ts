import type {
  ChatAnswer,
  ChatHistory,
  EventFrame,
  EventPayloads,
  SessionInfo,
} from "../../protocol.js";
import { Conversation } from "./conversation.js";
import { Link, LinkError, type LinkState } from "./link.js";
import { Screen } from "./screen.js";
import { type Credentials, SignIn } from "./sign-in.js";

/** A conversation with its session, which has no id before its first run begins. */
interface Chat {
  sessionId: string | undefined;
  agentId: string;
  conversation: Conversation;
  /** Whether a message of this page waits for its answer. */
  isSending: boolean;
}

interface AgentInfo {
  readonly id: string;
}

/** The whole page: what the gateway tells, and what the user does. */
export class ChatPage {
  private readonly url: string;
  private readonly signIn: SignIn;
  private readonly screen: Screen;
  private link: Link | undefined;
  private userId = "";
  private agents: readonly AgentInfo[] = [];
  private sessions: readonly SessionInfo[] = [];
  private readonly chats = new Map<string, Chat>();
  private current: Chat = newChat("");

  /** `url` is the gateway's. */
  constructor(url: string) {
    this.url = url;
    this.signIn = new SignIn((credentials) => this.connect(credentials));
    this.screen = new Screen({
      onOpen: ({ sessionId, agentId }) => void this.open({ sessionId, agentId }),
      onDelete: (session) => void this.remove(session),
      onNew: () => this.begin(),
      onSend: (text) => void this.send(text),
      onStop: () => void this.stop(),
      onAgent: (agentId) => this.chooseAgent(agentId),
      onSignOut: () => this.leave(),
    });
  }

  /** Connects, or asks who is there. */
  start(): void {
    const { remembered } = this.signIn;
    if (remembered) this.connect(remembered);
    else this.signIn.ask();
  }

  private connect(credentials: Credentials): void {
    this.userId = credentials.userId;
    this.link = new Link({
      url: this.url,
      credentials,
      onState: (state) => void this.follow(state),
      onEvent: (event) => this.hear(event),
    });
  }

  private async follow(state: LinkState): Promise<void> {
    this.screen.showState(state, this.userId);
    if (state.kind === "refused") return this.leave(state.message);
    if (state.kind !== "open") return;
    if (state.welcome.role === "viewer") {
      return this.leave(
        "Whoever signs in so may look at the host only. Use a token that may chat.",
      );
    }
    await this.attempt(() => this.load());
  }

  /** What was missed while there was no connection. */
  private async load(): Promise<void> {
    const { agents } = await this.call<{ agents: AgentInfo[] }>("agents.list");
    this.agents = agents;
    if (this.current.agentId === "") this.current.agentId = agents[0]?.id ?? "";
    await this.refreshSessions();
    const sessionId = this.current.sessionId ?? decodeURIComponent(location.hash.slice(1));
    this.chats.clear();
    const known = this.sessions.find((each) => each.sessionId === sessionId);
    if (known) await this.open(known);
    else if (this.current.sessionId !== undefined) this.begin();
    this.screen.focus();
    this.show();
  }

  private async open({ sessionId, agentId }: Pick<SessionInfo, "sessionId" | "agentId">) {
    const chat = this.chats.get(sessionId) ?? { ...newChat(agentId), sessionId };
    this.chats.set(sessionId, chat);
    this.current = chat;
    this.screen.focus();
    if (!chat.isSending) await this.attempt(() => this.reload(chat));
    this.show();
  }

  private async reload(chat: Chat): Promise<void> {
    const { sessionId } = chat;
    const { messages, runs } = await this.call<ChatHistory>("chat.history", { sessionId });
    chat.conversation = new Conversation(messages);
    if (runs[0] !== undefined) chat.conversation.begin(runs[0]);
    this.show();
  }

  private begin(): void {
    this.current = newChat(this.current.agentId || (this.agents[0]?.id ?? ""));
    this.screen.focus();
    this.show();
  }

  private async send(text: string): Promise<void> {
    const chat = this.current;
    const { agentId, sessionId, conversation } = chat;
    conversation.addUser(text);
    chat.isSending = true;
    this.show();
    const params = { agentId, message: text, channel: "page", ...(sessionId && { sessionId }) };
    try {
      const answer = await this.call<ChatAnswer>("chat.send", params);
      this.adopt(chat, answer.sessionId);
      const { input_tokens, output_tokens } = answer.usage;
      conversation.end();
      conversation.addNote(`${input_tokens} tokens in, ${output_tokens} out`, "quiet");
      this.screen.announce(answer.content);
    } catch (error) {
      conversation.end();
      this.complain(conversation, error);
    } finally {
      chat.isSending = false;
      this.show();
      await this.attempt(() => this.refreshSessions());
    }
  }

  private complain(conversation: Conversation, error: unknown): void {
    if (!(error instanceof LinkError)) throw error;
    const isStopped = error.code === "CANCELLED";
    conversation.addNote(isStopped ? "Stopped" : error.message, isStopped ? "quiet" : "error");
    this.screen.announce(isStopped ? "Stopped" : error.message);
  }

  private async stop(): Promise<void> {
    const { sessionId } = this.current;
    if (sessionId !== undefined) await this.attempt(() => this.call("chat.abort", { sessionId }));
  }

  private async remove(session: SessionInfo): Promise<void> {
    if (!(await this.screen.confirmDelete(session))) return;
    const { sessionId } = session;
    await this.attempt(() => this.call("sessions.delete", { sessionId }));
    this.chats.delete(sessionId);
    if (this.current.sessionId === sessionId) this.begin();
    else this.screen.focus();
    await this.attempt(() => this.refreshSessions());
  }

  private chooseAgent(agentId: string): void {
    this.current.agentId = agentId;
    this.screen.focus();
  }

  private leave(problem?: string): void {
    this.link?.close();
    this.link = undefined;
    this.signIn.forget();
    this.chats.clear();
    this.sessions = [];
    this.current = newChat("");
    this.show();
    this.signIn.ask(problem);
  }

  private hear({ event, payload }: EventFrame): void {
    // An admin also hears of what others do.
    if (payload.user) return;
    const chat = this.chatOf(payload.sessionId);
    if (event === "agent") this.hearRun(payload as EventPayloads["agent"], chat);
    if (!chat) return;
    const { conversation } = chat;
    if (event !== "agent") conversation.begin(payload.runId);
    if (event === "chat") conversation.hearText(payload as EventPayloads["chat"]);
    if (event === "tool.call") {
      const call = payload as EventPayloads["tool.call"];
      conversation.hearCall(call);
      if (chat === this.current) this.screen.announce(`Calls ${call.tool}`);
    }
    if (event === "tool.result") conversation.hearResult(payload as EventPayloads["tool.result"]);
    if (chat === this.current) this.show();
  }

  private hearRun({ status, runId }: EventPayloads["agent"], chat: Chat | undefined): void {
    if (status === "started") chat?.conversation.begin(runId);
    else if (chat?.isSending) chat.conversation.end();
    // What another page asked for is in the history then.
    else if (chat) void this.attempt(() => this.reload(chat));
    void this.attempt(() => this.refreshSessions());
  }

  /** A session that is new is the one that this page has just begun. */
  private chatOf(sessionId: string): Chat | undefined {
    const known = this.chats.get(sessionId);
    if (known) return known;
    const isOurs = this.current.isSending && this.current.sessionId === undefined;
    if (!isOurs) return undefined;
    this.adopt(this.current, sessionId);
    return this.current;
  }

  private adopt(chat: Chat, sessionId: string): void {
    chat.sessionId = sessionId;
    this.chats.set(sessionId, chat);
  }

  private async refreshSessions(): Promise<void> {
    const { sessions } = await this.call<{ sessions: SessionInfo[] }>("sessions.list");
    this.sessions = sessions;
    this.show();
  }

  private call<T>(method: string, params?: object): Promise<T> {
    const { link } = this;
    if (link) return link.call<T>(method, params);
    return Promise.reject(new LinkError({ code: "CLOSED", message: "There is no connection" }));
  }

  /** What the user didn't ask for may fail; a lost connection is shown by itself. */
  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      if (error.code !== "CLOSED") this.screen.announce(error.message);
    }
  }

  private show(): void {
    const { sessions, agents, current } = this;
    const { sessionId, agentId, conversation, isSending } = current;
    const isRunning = isSending || conversation.runId !== undefined;
    this.screen.show({ sessions, agents, sessionId, agentId, conversation, isRunning });
  }
}

function newChat(agentId: string): Chat {
  return { sessionId: undefined, agentId, conversation: new Conversation(), isSending: false };
}
