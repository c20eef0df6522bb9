/** Whom a server serves. */
export interface McpClient {
  /** Beside the session's name: whose calls these are. */
  readonly owner: string;
  /** Of requests that don't belong to one of the protocol's sessions, by what the client is called. */
  readonly sessionId: (clientName: string) => string;
  /** Whether it may see and call a tool. */
  readonly allows: (toolName: string) => boolean;
}
