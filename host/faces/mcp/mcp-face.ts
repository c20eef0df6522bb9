import { randomUUID } from "node:crypto";
import { Server } from "@modelcontextprotocol/server";
import type { Host } from "../../host.js";
import { readVersion } from "../../version.js";
import { ActiveCall, type CallInput } from "./active-call.js";
import { callTool } from "./call-tool.js";
import type { McpClient } from "./mcp-client.js";
import { Parking } from "./parking.js";
import type { SkillTool } from "./tool.js";
import { nameAdvice } from "./tool-name.js";
import { pageOf } from "./tool-page.js";
import { mapTools, type ToolSet } from "./tools.js";

export interface McpFaceOptions {
  readonly host: Host;
  /** Told of tools that aren't offered, again when they change. Default: nobody is. */
  readonly onProblem?: (message: string) => void;
  /** Told once of names that are offered, and that some clients refuse. Default: nobody is. */
  readonly onAdvice?: (message: string) => void;
  /** Tools in one answer of a list. Default 1,000. */
  readonly pageSize?: number;
  /** Most calls that wait for their client's answer. Default 64. */
  readonly maxParked?: number;
  /** Milliseconds that such a call waits. Default 600,000. */
  readonly parkedMs?: number;
}

/** The skills of a host as tools of the Model Context Protocol; transports connect to its servers. */
export class McpFace {
  readonly host: Host;
  readonly parking: Parking;
  private readonly options: McpFaceOptions;
  private readonly calls = new Map<string, ActiveCall>();
  private readonly listeners = new Set<() => void>();
  private readonly detach: () => void;
  private mapped: ToolSet | undefined;
  private told = "";
  private advised = false;

  constructor(options: McpFaceOptions) {
    const { host, maxParked = 64, parkedMs = 600_000 } = options;
    this.host = host;
    this.options = options;
    const { clock } = host.engine;
    this.parking = new Parking({ clock, most: maxParked, keepMs: parkedMs });
    this.detach = host.attach({
      onNotice: (notice) => {
        if (notice.kind === "log") this.calls.get(notice.requestId)?.log(notice);
      },
      onSkillsChanged: () => this.refresh(),
      answerPrompt: (prompt, call) => this.calls.get(call.requestId)?.answerPrompt(prompt, call),
    });
    this.reportProblems();
  }

  /** By name. */
  get tools(): ReadonlyMap<string, SkillTool> {
    return this.toolSet.tools;
  }

  /** How many calls run or wait. */
  get openCalls(): number {
    return this.calls.size;
  }

  /** How many hear of changes. */
  get listenerCount(): number {
    return this.listeners.size;
  }

  /** A server for one connection or request, which a transport is to be connected to. */
  createServer(client: McpClient): Server {
    const server = new Server(
      { name: "skill-host", version: readVersion() },
      { capabilities: { tools: { listChanged: true }, logging: {} } },
    );
    const size = this.options.pageSize ?? 1000;
    server.setRequestHandler("tools/list", ({ params }) => {
      const tools = [...this.tools.values()].map(({ listed }) => listed);
      const allowed = tools.filter(({ name }) => client.allows(name));
      return pageOf(allowed, { cursor: params?.cursor, size });
    });
    server.setRequestHandler("tools/call", ({ params }, context) =>
      callTool(params, { face: this, client, server, context }),
    );
    return server;
  }

  /** Starts a call whose logs and prompts find their way. */
  startCall(input: Omit<CallInput, "requestId">): ActiveCall {
    const requestId = randomUUID();
    const call = new ActiveCall(this.host, { ...input, requestId });
    this.calls.set(requestId, call);
    void call.done.then(() => this.calls.delete(requestId));
    return call;
  }

  /** Tells of every change of the tools. Gives what ends it. */
  onToolsChanged(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Cancels what runs and leaves the host. */
  close(): void {
    this.detach();
    this.parking.close();
    for (const call of this.calls.values()) call.cancel();
  }

  private get toolSet(): ToolSet {
    this.mapped ??= mapTools(this.host.list());
    return this.mapped;
  }

  private refresh(): void {
    this.mapped = undefined;
    this.reportProblems();
    for (const listener of this.listeners) listener();
  }

  private reportProblems(): void {
    this.advise();
    const { problems } = this.toolSet;
    const text = problems.join("\n");
    if (text === this.told) return;
    this.told = text;
    for (const problem of problems) this.options.onProblem?.(problem);
  }

  private advise(): void {
    const advice = this.advised ? undefined : nameAdvice([...this.tools.keys()]);
    if (advice === undefined) return;
    this.advised = true;
    this.options.onAdvice?.(advice);
  }
}
