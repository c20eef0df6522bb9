import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createRequire } from "node:module";
import type { server } from "typescript";

export interface Found {
  readonly code: number;
  readonly line: number;
  readonly text: string;
}

export interface Span {
  readonly file: string;
  readonly line: number;
}

interface Message {
  readonly type: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

/** What VS Code tells the server about files that no configuration names. */
const forLooseFiles = { module: "esnext", target: "es2022", allowJs: true };

/** TypeScript's own language server, asked as VS Code asks it. */
export class TypeScriptServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (answer: Message) => void>();
  #received = Buffer.alloc(0);
  #sent = 0;

  constructor() {
    const path = createRequire(import.meta.url).resolve("typescript/lib/tsserver.js");
    const quiet = ["--disableAutomaticTypingAcquisition", "--suppressDiagnosticEvents"];
    this.#process = spawn(process.execPath, [path, ...quiet]);
    this.#process.stdout.on("data", (data: Buffer) => this.#take(data));
    this.#send("compilerOptionsForInferredProjects", { options: forLooseFiles });
  }

  /** Opens a file, with this text instead of what it holds, if it is given. */
  open(file: string, text?: string): void {
    this.#send("open", { file, ...(text === undefined ? {} : { fileContent: text }) });
  }

  close(file: string): void {
    this.#send("close", { file });
  }

  /** The tsconfig.json by which an open file is judged. */
  async configOf(file: string): Promise<string> {
    const request = { file, needFileNameList: false };
    const info = (await this.#ask("projectInfo", request)) as server.protocol.ProjectInfo;
    return info.configFileName ?? "";
  }

  /** What is underlined in an open file as an error. */
  async errorsIn(file: string): Promise<Found[]> {
    const commands = ["syntacticDiagnosticsSync", "semanticDiagnosticsSync"];
    const answers = await Promise.all(commands.map((command) => this.#ask(command, { file })));
    return (answers as server.protocol.Diagnostic[][])
      .flat()
      .map(({ code = 0, start, text }) => ({ code, line: start.line, text }));
  }

  /** What shows over a place of an open file; lines and columns count from 1. */
  async hover(file: string, line: number, offset: number): Promise<string> {
    const info = await this.#ask("quickinfo", { file, line, offset });
    const { displayString, documentation } = info as server.protocol.QuickInfoResponseBody;
    return `${displayString}\n${documentation}`;
  }

  /** Where "go to definition" leads. */
  async definition(file: string, line: number, offset: number): Promise<Span[]> {
    const found = await this.#ask("definition", { file, line, offset });
    return (found as server.protocol.FileSpan[]).map((each) => ({
      file: each.file,
      line: each.start.line,
    }));
  }

  /** The names that are proposed at a place. */
  async completions(file: string, line: number, offset: number): Promise<string[]> {
    const found = await this.#ask("completionInfo", { file, line, offset });
    return (found as server.protocol.CompletionInfo).entries.map(({ name }) => name);
  }

  end(): void {
    this.#process.kill();
  }

  #send(command: string, args: object): number {
    const seq = ++this.#sent;
    const request = { seq, type: "request", command, arguments: args };
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return seq;
  }

  async #ask(command: string, args: object): Promise<unknown> {
    const answer = await new Promise<Message>((resolve) => {
      this.#waiting.set(this.#send(command, args), resolve);
    });
    if (!answer.success) throw new Error(`Cannot ask ${command}: ${answer.message}`);
    return answer.body;
  }

  #take(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const begin = this.#received.indexOf("\r\n\r\n") + 4;
      const [, length] =
        /Content-Length: (\d+)/.exec(this.#received.toString("utf8", 0, begin)) ?? [];
      const end = begin + Number(length);
      if (length === undefined || this.#received.length < end) return;
      const message = JSON.parse(this.#received.toString("utf8", begin, end)) as Message;
      this.#received = this.#received.subarray(end);
      if (message.type !== "response") continue;
      this.#waiting.get(message.request_seq ?? 0)?.(message);
    }
  }
}
