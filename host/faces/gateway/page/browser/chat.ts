import type { Chat } from "../../client/chat.js";
import { GatewayClientError } from "../../client/client-error.js";
import type { ChatHistory, EventFrame, EventPayloads, SessionInfo } from "../../protocol.js";
import { Conversation } from "./conversation.js";
import { Link, type LinkState } from "./link.js";
import { Screen } from "./screen.js";
import { type Credentials, SignIn } from "./sign-in.js";

const MAX_SESSIONS = 200;
const MAX_MESSAGES = 200;

/** A conversation with its session, which has no id before its first run begins. */
interface OpenChat {
  sessionId: string | undefined;
  agentId: string;
  conversation: Conversation;
  /** What this page has sent and isn't answered. */
  sent: Chat | undefined;
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
  private readonly chats = new Set<OpenChat>();
  private current: OpenChat = newChat("");
  /** The session that the address names, until it was looked for. */
  private wanted = decodeURIComponent(location.hash.slice(1));

  /** `url` is the gateway's. */
  constructor(url: string) {
    this.url = url;
    this.signIn = new SignIn((credentials) => this.connect(credentials));
    this.screen = new Screen({
      onOpen: (session) => void this.open(session),
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
    if (state.kind === "refused") this.leave(state.message);
    if (state.kind === "open") await this.attempt(() => this.load());
  }

  /** What was missed while there was no connection. */
  private async load(): Promise<void> {
    const { agents } = await this.call<{ agents: AgentInfo[] }>("agents.list");
    this.agents = agents;
    this.current.agentId ||= agents[0]?.id ?? "";
    await this.refreshSessions();
    const sessionId = this.current.sessionId ?? this.wanted;
    this.wanted = "";
    const known = this.sessions.find((each) => each.sessionId === sessionId);
    if (known) await this.open(known);
    else if (this.current.sessionId !== undefined) this.begin();
    this.screen.focus();
    this.show();
  }

  private async open({ sessionId, agentId }: SessionInfo): Promise<void> {
    const known = [...this.chats].find((each) => each.sessionId === sessionId);
    this.current = known ?? { ...newChat(agentId), sessionId };
    this.chats.add(this.current);
    this.screen.focus();
    await this.attempt(() => this.reload(this.current));
    this.show();
  }

  private async reload(chat: OpenChat): Promise<void> {
    const { sessionId } = chat;
    const params = { sessionId, limit: MAX_MESSAGES };
    const { messages, runs, offset } = await this.call<ChatHistory>("chat.history", params);
    chat.conversation = new Conversation(messages, offset);
    if (runs[0] !== undefined) chat.conversation.begin(runs[0]);
    this.show();
  }

  private begin(): void {
    this.current = newChat(this.current.agentId || (this.agents[0]?.id ?? ""));
    this.screen.focus();
    this.show();
  }

  private async send(message: string): Promise<void> {
    const { link, current: chat } = this;
    if (!link) return;
    const { agentId, sessionId } = chat;
    this.chats.add(chat);
    chat.conversation.addUser(message);
    chat.sent = link.chat({ agentId, message, channel: "page", ...(sessionId && { sessionId }) });
    this.show();
    try {
      const { usage, content, ...answer } = await chat.sent.answer;
      chat.sessionId = answer.sessionId;
      chat.conversation.end();
      const { input_tokens, output_tokens } = usage;
      const isCounted = input_tokens + output_tokens > 0;
      // What was said while there was no connection is in the history only.
      if (!isCounted) await this.attempt(() => this.reload(chat));
      else chat.conversation.addNote(`${input_tokens} tokens in, ${output_tokens} out`, "quiet");
      this.screen.announce(content);
    } catch (error) {
      chat.conversation.end();
      this.complain(chat, error);
    }
    chat.sent = undefined;
    this.show();
    await this.attempt(() => this.refreshSessions());
  }

  private complain({ conversation }: OpenChat, error: unknown): void {
    if (!(error instanceof GatewayClientError)) throw error;
    const isStopped = error.code === "CANCELLED";
    conversation.addNote(isStopped ? "Stopped" : error.message, isStopped ? "quiet" : "error");
    this.screen.announce(isStopped ? "Stopped" : error.message);
  }

  private async stop(): Promise<void> {
    const { sessionId, sent } = this.current;
    if (sent) await this.attempt(() => sent.abort());
    else if (sessionId) await this.attempt(() => this.call("chat.abort", { sessionId }));
  }

  private async remove(session: SessionInfo): Promise<void> {
    if (!(await this.screen.confirmDelete(session))) return;
    const { sessionId } = session;
    await this.attempt(() => this.call("sessions.delete", { sessionId }));
    for (const chat of this.chats) if (chat.sessionId === sessionId) this.chats.delete(chat);
    if (this.current.sessionId === sessionId) this.begin();
    else this.screen.focus();
    await this.attempt(() => this.refreshSessions());
  }

  private chooseAgent(agentId: string): void {
    this.current.agentId = agentId;
    this.screen.focus();
    this.show();
  }

  private leave(problem?: string): void {
    this.link?.close();
    this.link = undefined;
    this.signIn.forget();
    this.chats.clear();
    this.sessions = [];
    this.agents = [];
    this.current = newChat("");
    this.show();
    this.signIn.ask(problem);
  }

  private hear({ event, payload }: EventFrame): void {
    // An admin also hears of what others do.
    if (payload.user) return;
    const chat = [...this.chats].find(
      ({ sent, sessionId }) => sent?.runId === payload.runId || sessionId === payload.sessionId,
    );
    if (event === "agent") this.hearRun(payload as EventPayloads["agent"], chat);
    if (!chat) return;
    const { conversation } = chat;
    chat.sessionId = payload.sessionId;
    if (event !== "agent") conversation.begin(payload.runId);
    if (event === "chat") conversation.hearText(payload as EventPayloads["chat"]);
    if (event === "tool.result") conversation.hearResult(payload as EventPayloads["tool.result"]);
    if (event === "tool.call") {
      const call = payload as EventPayloads["tool.call"];
      conversation.hearCall(call);
      if (chat === this.current) this.screen.announce(`Calls ${call.tool}`);
    }
    if (chat === this.current) this.show();
  }

  private hearRun({ status, runId }: EventPayloads["agent"], chat: OpenChat | undefined): void {
    if (status === "started") chat?.conversation.begin(runId);
    else if (chat?.sent?.runId === runId) chat.conversation.end();
    // What another page asked for is in the history then.
    else if (chat) void this.attempt(() => this.reload(chat));
    void this.attempt(() => this.refreshSessions());
  }

  private async refreshSessions(): Promise<void> {
    const params = { limit: MAX_SESSIONS };
    const { sessions } = await this.call<{ sessions: SessionInfo[] }>("sessions.list", params);
    this.sessions = sessions;
    this.show();
  }

  private async call<T>(method: string, params: object = {}): Promise<T> {
    if (this.link) return this.link.call<T>(method, params);
    const message = "There is no connection";
    throw new GatewayClientError({ code: "UNAVAILABLE", message, retryable: true });
  }

  /** What the user didn't ask for may fail; a lost connection is shown by itself. */
  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof GatewayClientError)) throw error;
      if (error.code !== "UNAVAILABLE") this.screen.announce(error.message);
    }
  }

  private show(): void {
    const { sessions, agents, current } = this;
    const { sessionId, agentId, conversation, sent } = current;
    const isRunning = sent !== undefined || conversation.runId !== undefined;
    this.screen.show({ sessions, agents, sessionId, agentId, conversation, isRunning });
  }
}

function newChat(agentId: string): OpenChat {
  return { sessionId: undefined, agentId, conversation: new Conversation(), sent: undefined };
}
