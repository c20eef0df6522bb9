/** A skill's deployment manifest with all defaults. Key for key as in the YAML file; frozen. */
export interface Manifest {
  /** The instance id, and prefix of its tools' names. */
  readonly id: string;
  /** The module, relative to the manifest's folder, else to the working directory. */
  readonly path: string;
  /** Replaces the skill's own description; "" doesn't. */
  readonly description: string;
  readonly permissions: Permissions;
  readonly limits: Limits;
  /** What env_get sees, expanded. */
  readonly env: Readonly<Record<string, string>>;
  readonly invoke_policy: InvokePolicy;
  readonly mcp: McpSection;
  readonly web?: WebSection;
  readonly websocket?: WebsocketSection;
}

export interface Permissions {
  readonly fs: FsPermission;
  readonly http: HttpPermission;
  readonly tcp: TcpPermission;
  readonly shell: ShellPermission;
  readonly file_transfer: FileTransferPermission;
  readonly llm: LlmPermission;
}

export interface FsPermission {
  readonly enabled: boolean;
  /** `/data:rw`, `/config/*:ro` */
  readonly dirs: readonly string[];
}

export interface HttpPermission {
  readonly enabled: boolean;
  /** URL patterns; none means that nothing is reached. */
  readonly allowlist: readonly string[];
  readonly max_response_bytes: number;
  readonly allow_websocket: boolean;
  /** Lets any pattern reach private and loopback addresses. */
  readonly allow_private: boolean;
  readonly proxy_from_env: boolean;
}

export interface TcpPermission {
  readonly enabled: boolean;
  /** `host:port` patterns; none means private addresses, at any port. */
  readonly allowlist: readonly string[];
  readonly allow_private: boolean;
  /** A dropped connection is connected again after these delays; null is never. */
  readonly reconnect: Reconnect | null;
  /** After which silence a connection ends; 0 is never. */
  readonly idle_ms: number;
}

export interface Reconnect {
  readonly min_ms: number;
  readonly max_ms: number;
}

export interface ShellPermission {
  readonly enabled: boolean;
  /** Patterns over the arguments, joined by spaces; none means no command. */
  readonly allowlist: readonly string[];
  /** Where commands may run; the dirs of fs unless given. */
  readonly allowed_dirs: readonly string[];
  /** Whether daemons outlive the host. */
  readonly keep_daemons: boolean;
}

export interface FileTransferPermission {
  readonly enabled: boolean;
  /** Names of nodes, or `*`. */
  readonly allowed_nodes: readonly string[];
  readonly local_dirs: readonly string[];
}

export interface LlmPermission {
  readonly enabled: boolean;
}

/** Of each instance; host_calls and io_mb of each call, where 0 is no limit. */
export interface Limits {
  readonly deadline_ms: number;
  readonly memory_mb: number;
  readonly idle_ms: number;
  readonly queue: number;
  readonly connections: number;
  readonly processes: number;
  readonly log_lines_per_s: number;
  readonly store_mb: number;
  readonly host_calls: number;
  readonly io_mb: number;
}

/** Instance ids, or `*` for all. */
export interface InvokePolicy {
  readonly can_invoke: readonly string[];
  readonly can_be_invoked_by: readonly string[];
}

export interface McpSection {
  readonly mapping: "per_method" | "per_skill";
  readonly hidden_methods: readonly string[];
  /** All methods unless given. */
  readonly exposed_methods?: readonly string[];
  readonly separator: string;
  /** Whether tool names begin with the skill's id. */
  readonly prefix: "id" | "none";
}

export interface WebSection {
  readonly port?: number;
  readonly routes: readonly WebRoute[];
}

export interface WebRoute {
  readonly method: string;
  /** `/items/:id` */
  readonly path: string;
  /**
   * `<skill id>` or `<skill id>.<method>`, in the skill's own manifest `<method>` too. The only method
   * that it offers, or `handle`, unless given.
   */
  readonly ref?: string;
  /** `params` gives the method its own parameters instead of one `request`. */
  readonly bind?: "request" | "params";
  /** Whether answers are `{ status, headers, html | json | body }`. */
  readonly envelope?: boolean;
  /** Whether the exchange stays open until it is ended. */
  readonly stream?: boolean;
  /** Of a request; 1 MiB unless given. */
  readonly max_body_bytes?: number;
}

export interface WebsocketSection {
  readonly port?: number;
  readonly routes: readonly SocketRoute[];
}

export interface SocketRoute {
  readonly socket: string;
  readonly listen?: boolean;
  /** The remote end's URL. */
  readonly connect?: string;
  readonly ref?: string;
  readonly path?: string;
}

/** What a manifest is made from: everything but `id` and `path` may be left out. */
export type ManifestInput = Pick<Manifest, "id" | "path"> &
  Loose<Omit<Manifest, "id" | "path" | "web" | "websocket">> & {
    readonly web?: RoutesInput<WebRoute>;
    readonly websocket?: RoutesInput<SocketRoute>;
  };

/** One `route`, several `routes`, or both. */
export interface RoutesInput<Route> {
  readonly port?: number;
  readonly route?: Route;
  readonly routes?: readonly Route[];
}

type Loose<T> = T extends readonly unknown[] | null
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Loose<T[K]> | undefined }
    : T;
