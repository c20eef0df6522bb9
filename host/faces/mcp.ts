export { McpHttp, type McpHttpOptions } from "./mcp/http/mcp-http.js";
export type { McpClient } from "./mcp/mcp-client.js";
export { McpFace, type McpFaceOptions } from "./mcp/mcp-face.js";
export { type StdioConnection, type StdioOptions, serveStdio } from "./mcp/serve-stdio.js";
