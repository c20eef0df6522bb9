import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { packageFile } from "../../../package-file.js";

export interface ChatPageOptions {
  /** The gateway's path on the same server. Default `/ws`. */
  readonly gatewayPath?: string;
}

/** The files of the chat page, for a server. */
export interface ChatPageFiles {
  /** Whose requests it answers: `/chat`, which is the page, and what that loads. */
  readonly paths: readonly string[];
  fetch(request: Request): Promise<Response>;
}

interface PageFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

/** The page runs its own files only, and talks to its own server only. */
const POLICY = [
  "default-src 'none'",
  ...["script-src", "style-src", "img-src", "connect-src"].map((each) => `${each} 'self'`),
  ...["base-uri", "form-action", "frame-ancestors"].map((each) => `${each} 'none'`),
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-cache",
};

/** Reads the chat page. Throws an Error when the package isn't whole. */
export function chatPage({ gatewayPath = "/ws" }: ChatPageOptions = {}): ChatPageFiles {
  const page = readText("index.html").replace(
    'content="./ws"',
    `content=".${escapeAttribute(gatewayPath)}"`,
  );
  const files = new Map([
    ["/chat", pageFile("text/html", page)],
    ["/chat/chat.js", pageFile("text/javascript", readText("chat.js"))],
    ["/chat/chat.css", pageFile("text/css", readText("chat.css"))],
    ["/chat/icon.svg", pageFile("image/svg+xml", readText("icon.svg"))],
  ]);
  return {
    paths: [...files.keys()],
    fetch: async (request) => answer(request, files.get(new URL(request.url).pathname)),
  };
}

function answer(request: Request, file: PageFile | undefined): Response {
  if (!file) return new Response(null, { status: 404, headers: HEADERS });
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response(null, { status: 405, headers: { ...HEADERS, allow: "GET, HEAD" } });
  }
  const { etag, type, body } = file;
  const headers = { ...HEADERS, etag };
  const known = request.headers.get("if-none-match") ?? "";
  if (known.includes(etag)) return new Response(null, { status: 304, headers });
  const described = {
    ...headers,
    "content-type": `${type}; charset=utf-8`,
    "content-length": String(body.length),
  };
  return new Response(request.method === "HEAD" ? null : body, { headers: described });
}

function pageFile(type: string, text: string): PageFile {
  const body = new TextEncoder().encode(text);
  const digest = createHash("sha256").update(body).digest("base64url");
  return { type, body, etag: `"${digest.slice(0, 27)}"` };
}

function readText(name: string): string {
  return readFileSync(packageFile(`dist/faces/gateway/page/files/${name}`), "utf8");
}

function escapeAttribute(path: string): string {
  const characters: Readonly<Record<string, string>> = { "&": "&amp;", '"': "&quot;", "<": "&lt;" };
  return path.replace(/[&"<]/g, (each) => characters[each] ?? each);
}
