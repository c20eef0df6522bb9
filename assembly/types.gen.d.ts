// Made by scripts/generate-wire.ts from the sources beside it. Do not edit; run npm run generate.
// Editors read it instead of them; its map leads from a use to the source.
/**
 * Any MessagePack value. `kind` is one of the `KIND_` numbers. A getter of another kind answers with
 * the zero value.
 */
declare class MsgValue {
    /** Nothing. */
    static readonly KIND_NIL: u8;
    /** A boolean. */
    static readonly KIND_BOOL: u8;
    /** An integer. */
    static readonly KIND_INT: u8;
    /** A float. */
    static readonly KIND_FLOAT: u8;
    /** A string. */
    static readonly KIND_STR: u8;
    /** Bytes. */
    static readonly KIND_BIN: u8;
    /** An array. */
    static readonly KIND_ARRAY: u8;
    /** A map. */
    static readonly KIND_MAP: u8;
    /** An ext: an application type and its bytes. */
    static readonly KIND_EXT: u8;
    /** Which kind of value it is, such as `MsgValue.KIND_STR`. */
    kind: u8;
    /** The boolean. */
    b: boolean;
    /** The integer; when `isUnsigned`, the bits of a u64 beyond i64.MAX_VALUE. */
    i: i64;
    /** Whether `i` holds the bits of a u64. */
    isUnsigned: boolean;
    /** The float. */
    f: f64;
    /** The string. */
    s: string;
    /** Application type of an ext; -1 is a timestamp. */
    extType: i8;
    private _bin;
    private _arr;
    private _keys;
    private _vals;
    private _keyVals;
    /** Nil. */
    static nil(): MsgValue;
    /** A boolean. */
    static bool(b: bool): MsgValue;
    /** An integer. */
    static int(i: i64): MsgValue;
    /** An integer that may lie beyond i64.MAX_VALUE. */
    static uint(i: u64): MsgValue;
    /** A float of 8 bytes. */
    static float(f: f64): MsgValue;
    /** A string. */
    static str(s: string): MsgValue;
    /** Bytes. */
    static bin(bytes: Uint8Array): MsgValue;
    /** An array of these values. */
    static array(items: MsgValue[]): MsgValue;
    /** A map without pairs: fill `keys` and `vals`, or call `setField`. */
    static map(): MsgValue;
    /** An ext: an application type and its bytes. */
    static ext(type: i8, data: Uint8Array): MsgValue;
    private static of;
    /** Bytes of a binary or ext value. */
    get bin(): Uint8Array;
    set bin(bytes: Uint8Array);
    /** Elements of an array. */
    get arr(): MsgValue[];
    set arr(items: MsgValue[]);
    /** Keys of a map; one that isn't a string shows as "" here and as itself in `keyVals`. */
    get keys(): string[];
    set keys(keys: string[]);
    /** Values of a map, in the order of its keys. */
    get vals(): MsgValue[];
    set vals(vals: MsgValue[]);
    /** Keys of a map as values. Setting it makes these the keys that are encoded. */
    get keyVals(): MsgValue[];
    set keyVals(values: MsgValue[]);
    /** The string, or "". */
    getStr(): string;
    /** An int, or a float cut to an integer; a value beyond the range of i64 gives its nearest end. */
    getInt(): i64;
    /** A non-negative int up to u64.MAX_VALUE; 0 for everything else. */
    getU64(): u64;
    /** A float, or an int as one; else 0. */
    getFloat(): f64;
    /** A bool, or whether an int isn't 0. */
    getBool(): boolean;
    /** The bytes of a binary value, or none. */
    getBytes(): Uint8Array;
    /** Number of an array's elements, or 0. */
    getArrayLen(): i32;
    /** The element at `index`, or nil. */
    getIndex(index: i32): MsgValue;
    /** The value under a string key, or nil. */
    getField(key: string): MsgValue;
    /** Whether a map has the string key. */
    hasField(key: string): boolean;
    /** Sets the value under a string key. */
    setField(key: string, value: MsgValue): void;
    private indexOf;
    /** Whether this is a timestamp: ext type -1 of 4, 8 or 12 bytes. */
    get isTimestamp(): boolean;
    /** Seconds of a timestamp since 1970-01-01 UTC; 0 when it isn't one. */
    get seconds(): i64;
    /** Nanoseconds of a timestamp within its second; 0 when it isn't one. */
    get nanoseconds(): u32;
}
/**
 * Appends MessagePack values, each in its shortest form, to a buffer that grows as needed. Unmanaged:
 * who makes one owns its memory, and `resize` knows where its buffer comes from. For entry files.
 * @internal
 */
declare class Writer {
    start: usize;
    pos: usize;
    limit: usize;
    /** Moves the buffer to one of at least `size` bytes. */
    resize: (out: Writer, size: usize) => void;
    /** Whatever `resize` needs to know. */
    owner: usize;
    /** Bytes written so far. */
    get length(): i32;
    /** Goes on in another buffer of `size` bytes, to which what was written is copied. */
    moveTo(buffer: usize, size: usize): void;
    private reserve;
    /** Makes room for `size` more bytes and returns where they go; `pos` already stands behind them. */
    private room;
    /** Overwrites the byte at `at`. */
    patch(at: i32, byte: u32): void;
    /** One byte as it is. */
    rawByte(head: u32): void;
    /** A type byte followed by a big-endian number of 1, 2, 4 or 8 bytes. */
    private tagged;
    /** A length in its shortest form; `head` is the 8-bit form's type byte (0 when there's none). */
    private sized;
    nil(): void;
    bool(value: bool): void;
    u64(value: u64): void;
    i64(value: i64): void;
    f32(value: f32): void;
    f64(value: f64): void;
    /** UTF-8; a lone surrogate becomes U+FFFD. */
    string(value: string): void;
    /** The pieces of a long string are appended between `beginText` and `endText`. */
    beginText(): i32;
    /** Appends text as UTF-8, without a head. */
    text(piece: string): void;
    /** Appends the string at `units` as UTF-8, without a head. */
    literal(units: usize): void;
    private utf16;
    /** Appends a text of texts.gen. */
    ascii(text: usize): void;
    /** Appends the text of `size` bytes at `ptr`; "?" when they aren't valid UTF-8. */
    textAt(ptr: usize, size: usize): void;
    /** Appends a whole number in decimal digits. */
    decimal(value: u64): void;
    /** Ends the string, or the bin with a 32-bit length, whose content began at `at`. */
    endText(at: i32): void;
    /** A map key. */
    key(name: string): void;
    bytes(value: Uint8Array): void;
    /** `size` raw bytes at `ptr` as bin. */
    bin(ptr: usize, size: u32): void;
    /** `size` bytes at `ptr` that already are MessagePack, copied as they are. */
    splice(ptr: usize, size: usize): void;
    /** Starts an array of `size` values. */
    array(size: i32): void;
    /** Starts a map of `size` pairs. */
    map(size: i32): void;
    /** An extension value of type `type` (-1 is a timestamp). */
    ext(type: i8, data: Uint8Array): void;
    value(value: MsgValue): void;
    private values;
    private pairs;
}
/** What a host call that gives a value came to. */
declare class Result<T> {
    /** The value; a zero value when the call failed. */
    readonly value: T;
    /** Why it failed; "" when it didn't. */
    readonly error: string;
    /**
     * Kind of the failure: denied, not_found, exists, timeout, too_large, unavailable, invalid, closed,
     * cancelled or internal; "" when there's none or the host doesn't say.
     */
    readonly code: string;
    constructor(
    /** The value; a zero value when the call failed. */
    value: T, 
    /** Why it failed; "" when it didn't. */
    error: string, 
    /**
     * Kind of the failure: denied, not_found, exists, timeout, too_large, unavailable, invalid, closed,
     * cancelled or internal; "" when there's none or the host doesn't say.
     */
    code: string);
    /** Whether the call succeeded. */
    get isOk(): boolean;
    /** The value; throws when the call failed. */
    unwrap(): T;
    /** The value, or `other` when the call failed. */
    unwrapOr(other: T): T;
}
/** What a host call without a value came to. */
declare class Status {
    /** Why it failed; "" when it didn't. */
    readonly error: string;
    /** Kind of the failure, as in `Result`. */
    readonly code: string;
    constructor(
    /** Why it failed; "" when it didn't. */
    error: string, 
    /** Kind of the failure, as in `Result`. */
    code: string);
    /** Whether the call succeeded. */
    get isOk(): boolean;
    /** Throws when the call failed. */
    unwrap(): void;
}
/** A place in MessagePack bytes that stay where they are, and the first fault met while reading. */
declare class Cursor {
    protected pos: usize;
    limit: usize;
    begin: usize;
    fault: i32;
    /** Address of the value that couldn't be read. */
    faultAt: usize;
    /** What the failed read wanted: a text of texts.gen, or for a missing key and a choice a literal. */
    wanted: usize;
    /** Reads the `size` bytes at `ptr` from now on. */
    reset(ptr: usize, size: usize): void;
    /** Goes back to a place that was read before. */
    goTo(address: usize): void;
    /** Position from the start of the data, in bytes. */
    get offset(): i32;
    /** Address of the next byte. */
    get address(): usize;
    get atEnd(): boolean;
    /** Whether a read failed; everything read since is a zero value. */
    get failed(): boolean;
    protected fail(fault: i32, at: usize, wanted: usize): void;
    /** Takes `size` bytes and returns their address, or 0 when there are fewer. */
    protected take(size: usize, wanted: usize): usize;
    /** Takes a big-endian number of 1, 2, 4 or 8 bytes; 0 after a fault. */
    protected number(size: usize, wanted: usize): u64;
    /** Takes a type byte; nil after a fault. */
    protected head(wanted: usize): u32;
    protected refuse(at: usize, wanted: usize): void;
    /** The next type byte without taking it; 0xc1, which is no type, at the end. */
    protected peek(): u32;
    /** Takes a nil; false, and nothing taken, when something else comes. */
    isNil(): boolean;
    /** Whether a map comes next. */
    isMap(): boolean;
    /** Whether an array comes next. */
    isArray(): boolean;
    /** Starts an array and returns its length, never more than the bytes that are left; nil is empty. */
    array(): i32;
    /** Starts a map and returns its number of pairs; nil is empty. */
    map(): i32;
    private container;
    /** Passes over one value. */
    skip(): void;
    private skipAt;
    private skipScalar;
}
/**
 * Reads MessagePack from raw memory, which the caller keeps in place. Strict on bounds, ranges and
 * UTF-8; tolerant where real hosts are loose: whole floats as integers, 0 and 1 as booleans, nil as
 * empty array, map or bytes, bytes as bin, string or array of small integers. For entry files.
 * @internal
 */
declare class Reader extends Cursor {
    /** Address and length of the current key in bytes. */
    private keyAt;
    private keySize;
    /** Whether `integer` met a u64 beyond i64.MAX_VALUE. */
    unsigned: boolean;
    /** The integer that was out of range. */
    found: i64;
    /** Takes a string's head and returns its size in bytes. */
    private stringSize;
    /** Takes a map's next key, to be asked for with `is` or `has`. */
    nextKey(): void;
    /** Length of the current key in bytes. */
    get keyLength(): u32;
    /** Whether the current key is `name`, whatever its value. */
    has(name: string): boolean;
    /** Whether the current key is the `size` bytes at `ptr`. */
    hasKey(ptr: usize, size: u32): boolean;
    /** Whether the current key is `name` and its value isn't nil (which counts as absent). */
    is(name: string): boolean;
    /** Appends the current key to a text. */
    copyKey(out: Writer): void;
    /** Takes a string without looking into it and returns its size in bytes; it ends at `address`. */
    span(): u32;
    string(): string;
    /** A string that is one of `options`, a literal that separates them by "|". */
    choice(options: string): string;
    /** A boolean, or the integers 0 and 1. */
    bool(): boolean;
    /** Any integer or whole float as 64 bits; sets `unsigned`. */
    private integer;
    private whole;
    private ranged;
    i8(): i8;
    i16(): i16;
    i32(): i32;
    i64(): i64;
    u8(): u8;
    u16(): u16;
    u32(): u32;
    u64(): u64;
    private outOfRange;
    /** A float, or an integer as its nearest float. */
    f64(): f64;
    f32(): f32;
    private f32Value;
    /** Bytes that own their buffer, from bin, string, nil or an array of integers 0 to 255. */
    bytes(): Uint8Array;
    /** Takes a bin, string or nil (empty) and returns its size in bytes, which end at `address`. */
    bin(): u32;
    /** Bytes whose string form is base64 text (standard or URL alphabet, padding optional). */
    base64(): Uint8Array;
    /** Any value as a tree. */
    value(): MsgValue;
    private valueAt;
    private integerValue;
    private extValue;
    private arrayValue;
    private mapValue;
    /** Faults when something follows the value that was read last. */
    end(): void;
    /** Records that the map which starts at offset `at` lacks the required key `name`, a literal. */
    missing(name: string, at?: i32): void;
}
/** What was packed. */
declare class ArchivePackResult {
    /** Files in the archive. */
    files_count: i32;
    /** `tar.gz` or `zip`. */
    format: string;
}
/** One entry of an archive. */
declare class ArchiveEntry {
    /** Path inside the archive. */
    name: string;
    /** Unpacked size in bytes. */
    size: i64;
    /** Whether it is a directory. */
    is_dir: boolean;
}
/**
 * Packs a file or directory; `exclude` holds globs, separated by commas. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
declare function archivePack(source: string, output: string, format?: string, exclude?: string): ArchivePackResult;
/**
 * Unpacks an archive, cutting `strip` leading directories off its names; returns the number of
 * files. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
declare function archiveUnpack(archive: string, dest: string, format?: string, exclude?: string, strip?: i32): i32;
/**
 * Entries of an archive. Throws when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
declare function archiveList(archive: string, format?: string, exclude?: string): ArchiveEntry[];
/** How `archive.pack` packs. Fields that are left out keep their defaults. */
declare class PackOptions {
    /** "tar.gz" or "zip". */
    format?: string;
    /** Globs to leave out, separated by commas. */
    exclude?: string;
}
/** How `archive.list` reads an archive. */
declare class ListOptions {
    /** "tar.gz" or "zip"; "" = by the file's extension. */
    format?: string;
    /** Globs to leave out, separated by commas. */
    exclude?: string;
}
/** How `archive.unpack` unpacks. */
declare class UnpackOptions {
    /** "tar.gz" or "zip"; "" = by the file's extension. */
    format?: string;
    /** Globs to leave out, separated by commas. */
    exclude?: string;
    /** Leading directories to cut off names. */
    strip?: i32;
}
/** Archives of files (tar.gz and zip). */
declare namespace archive {
    /**
     * Packs a file or directory into `output`.
     * Permission: `@skill:require fs /data/** rw`.
     */
    function pack(source: string, output: string, options?: PackOptions): Result<ArchivePackResult>;
    /**
     * Unpacks an archive into a directory; gives the number of files.
     * Permission: `@skill:require fs /data/** rw`.
     */
    function unpack(file: string, dest: string, options?: UnpackOptions): Result<i32>;
    /**
     * Entries of an archive, without unpacking it.
     * Permission: `@skill:require fs /data/**`.
     */
    function list(file: string, options?: ListOptions): Result<ArchiveEntry[]>;
}
/** One node of the cluster. */
declare class ClusterNodeInfo {
    /** The node's name. */
    node_id: string;
    /** Its role. */
    role: string;
    /** Ids of the skills that it runs. */
    skills: string[];
}
/** The nodes of the cluster. */
declare class ClusterNodeListResult {
    /** Name of the node that the skill runs on. */
    current_node: string;
    /** All nodes. */
    nodes: ClusterNodeInfo[];
}
/**
 * Sends a local file to another node. Throws when that fails.
 * Permission: `permissions.file_transfer` in the manifest; no requirement can say it.
 */
declare function fileTransferSend(targetNode: string, localPath: string, remotePath: string): void;
/**
 * Fetches a file from another node. Throws when that fails.
 * Permission: `permissions.file_transfer` in the manifest; no requirement can say it.
 */
declare function fileTransferRecv(sourceNode: string, remotePath: string, localPath: string): void;
/**
 * The nodes of the cluster. Throws when that fails.
 * Permission: none, but the host must belong to a cluster.
 */
declare function clusterNodeList(): ClusterNodeListResult;
/** Where a file is on the other side of `cluster.send` and `cluster.receive`. */
declare class TransferOptions {
    /** Path on this node; "" = the same as on the other. */
    localPath?: string;
    /** Path on the other node; "" = the same as on this one. */
    remotePath?: string;
}
/** The cluster's nodes, and files sent between them. */
declare namespace cluster {
    /**
     * The nodes of the cluster.
     * Permission: none, but the host must belong to a cluster.
     */
    function nodes(): Result<ClusterNodeListResult>;
    /**
     * Sends a local file to another node.
     * Permission: `permissions.file_transfer` in the manifest; no requirement can say it.
     */
    function send(targetNode: string, localPath: string, options?: TransferOptions): Status;
    /**
     * Fetches a file from another node.
     * Permission: `permissions.file_transfer` in the manifest; no requirement can say it.
     */
    function receive(sourceNode: string, remotePath: string, options?: TransferOptions): Status;
}
/** Builds MessagePack bytes, each value in its shortest form. */
declare class Encoder {
    /** Memory of the writer, which is unmanaged: so both live as long as the encoder. */
    private storage;
    /** Keeps the bytes alive that the writer points to. */
    buffer: ArrayBuffer | null;
    constructor();
    /** What was appended so far. */
    get out(): Writer;
    /** Appends nil. */
    encode_nil(): void;
    /** Appends a boolean. */
    encode_bool(v: bool): void;
    /** Appends an integer in its shortest form. */
    encode_u32(v: u32): void;
    /** Appends an integer in its shortest form. */
    encode_u64(v: u64): void;
    /** Appends an integer in its shortest form. */
    encode_i64(v: i64): void;
    /** Appends a float of 4 bytes. */
    encode_f32(v: f32): void;
    /** Appends a float of 8 bytes. */
    encode_f64(v: f64): void;
    /** UTF-8; a lone surrogate becomes U+FFFD. */
    encode_str(v: string): void;
    /** Appends bytes. */
    encode_bin(v: Uint8Array): void;
    /** Starts a map; `size` keys and values must follow in turn. */
    encode_map_header(size: i32): void;
    /** Starts an array; `size` values must follow. */
    encode_array_header(size: i32): void;
    /** An extension value; type -1 is a timestamp. */
    encode_ext(type: i8, data: Uint8Array): void;
    /** Appends bytes that already are MessagePack. */
    encode_raw(bytes: Uint8Array): void;
    /** Appends a whole value. */
    encode_value(value: MsgValue): void;
    /** The bytes so far. */
    finish(): Uint8Array;
}
/** No error: the connection is there. */
declare const ERROR_KIND_NONE: string;
/** The peer has closed the connection. */
declare const ERROR_KIND_EOF: string;
/** The peer, or the network, has cut the connection. */
declare const ERROR_KIND_RESET: string;
/** Nothing came in time. */
declare const ERROR_KIND_TIMEOUT: string;
/** The TLS handshake or a record failed. */
declare const ERROR_KIND_TLS: string;
/** Any other failure of the network. */
declare const ERROR_KIND_IO: string;
/** A text message, UTF-8. */
declare const WS_MESSAGE_TEXT: string;
/** A binary message. */
declare const WS_MESSAGE_BINARY: string;
/** The end of the connection, with close code and text. */
declare const WS_MESSAGE_CLOSE: string;
/** Level of what helps while a skill is written. */
declare const LOG_DEBUG: string;
/** Level of what went as it should. */
declare const LOG_INFO: string;
/** Level of what somebody should look at. */
declare const LOG_WARN: string;
/** Level of what failed. */
declare const LOG_ERROR: string;
/** Type of the command that `newCallModule` makes. */
declare const CMD_CALL_MODULE: string;
/** Type of the command that `batchInvokeCommand` makes. */
declare const CMD_BATCH_INVOKE: string;
/** Type of the command that `newSchedule` makes. */
declare const CMD_SCHEDULE: string;
/** Type of the command that `newEmitEvent` makes. */
declare const CMD_EMIT_EVENT: string;
/** Type of the command that `newSubscribe` makes. */
declare const CMD_SUBSCRIBE: string;
/** Type of the command that `newStoreKV` makes. */
declare const CMD_STORE_KV: string;
/** Type of the command that `newLoadKV` makes. */
declare const CMD_LOAD_KV: string;
/** Type of a command that hosts refuse. */
declare const CMD_SPAWN: string;
/** Type of a command that hosts refuse. */
declare const CMD_TERMINATE: string;
/** The owner may read. */
declare const PERM_OWNER_READ: u32;
/** The owner may write. */
declare const PERM_OWNER_WRITE: u32;
/** The owner may execute. */
declare const PERM_OWNER_EXEC: u32;
/** The group may read. */
declare const PERM_GROUP_READ: u32;
/** The group may write. */
declare const PERM_GROUP_WRITE: u32;
/** The group may execute. */
declare const PERM_GROUP_EXEC: u32;
/** Others may read. */
declare const PERM_OTHER_READ: u32;
/** Others may write. */
declare const PERM_OTHER_WRITE: u32;
/** Others may execute. */
declare const PERM_OTHER_EXEC: u32;
/** `r--r--r--` */
declare const PERM_READ_ONLY: u32;
/** `rw-r--r--`, usual for files. */
declare const PERM_DEFAULT: u32;
/** `rwxr-xr-x`, usual for directories. */
declare const PERM_DEFAULT_DIR: u32;
/** `rw-------`, for files of the owner alone. */
declare const PERM_PRIVATE: u32;
/** `rwx------`, for directories of the owner alone. */
declare const PERM_PRIVATE_DIR: u32;
/** What the host asks for: one invocation of a method. */
declare class InvokeRequest {
    /** Version of the wire contract. */
    version: i32;
    /** Id of this call. */
    request_id: string;
    /** Id that all calls made for one request share. */
    trace_id: string;
    /** Id of the session. */
    session_id: string;
    /** Id of the model's conversation. */
    llm_session_id: string;
    /** Name of the method that was called. */
    method: string;
    /** Instance id from the manifest. */
    skill_id: string;
    /** Instance id of the calling skill, "" when no skill calls. */
    caller_id: string;
    /** State of the session, as the skill left it; empty when there is none. */
    state: Uint8Array;
    /** MessagePack map of the arguments; may be empty. */
    payload: Uint8Array;
    /** Unix time in nanoseconds by which the answer is due, 0 = none. */
    deadline_ns: i64;
}
/** An instruction to the host, carried out after the call. */
declare class Command {
    /** One of the CMD_ constants. */
    type: string;
    /** MessagePack map of the command's fields. */
    payload: Uint8Array;
}
/** What a method answers. With `error`, state and commands don't count. */
declare class InvokeResponse {
    /** Version of the wire contract. */
    version: i32;
    /** New state; empty = unchanged. */
    state: Uint8Array;
    /** MessagePack of the result; empty = nil. */
    payload: Uint8Array;
    /** Why the call failed; "" when it didn't. */
    error: string;
    /** What a model is told beside the result. */
    llm_context: string;
    private commands;
    /** Writes the commands. A hook, so that skills without commands needn't carry it. */
    writeCommands: ((response: InvokeResponse, out: Writer) => void) | null;
    /** Asks the host to carry out `command` once the call has succeeded. */
    addCommand(command: Command): void;
    /** The commands so far. */
    get pending(): Command[];
}
/** A response that only says what went wrong. */
declare function errorResponse(message: string): InvokeResponse;
/** One call of a batch. */
declare class BatchItem {
    /** Number by which its outcome is told. */
    index: i32;
    /** Id of the skill to call. */
    skill_id: string;
    /** Name of its method. */
    method: string;
    /** MessagePack map of the arguments; empty = {}. */
    payload: Uint8Array;
}
/** Publishes `payload` (one MessagePack value; empty = nil) to the subscribers of a topic. */
declare function newEmitEvent(topic: string, payload?: Uint8Array): Command;
/** Has a method receive what is published under a topic. */
declare function newSubscribe(topic: string, callback: string): Command;
/**
 * Calls a method of another skill with `payload`, a MessagePack map of its arguments (empty = {}). Its
 * outcome goes to the method `callback`, together with `callCtx`; "" drops it.
 */
declare function newCallModule(skillId: string, method: string, payload?: Uint8Array, callback?: string, callCtx?: string): Command;
/** Stores `value` (one MessagePack value; empty = nil) under a key that all skills share. */
declare function newStoreKV(key: string, value: Uint8Array): Command;
/** Has the method `callback` receive the value that is stored under a key. */
declare function newLoadKV(key: string, callback: string): Command;
/** Invokes a method of this skill after `delayMs` with `payload` as its arguments (empty = {}). */
declare function newSchedule(method: string, delayMs: i64, payload?: Uint8Array): Command;
/** Makes several calls, at most `concurrency` at once (0 = no limit); their outcome goes to `callback`. */
declare function batchInvokeCommand(items: BatchItem[], callback: string, concurrency?: i32): Command;
/**
 * What a method shows its caller instead of one text: texts, images, audio, links and resources, in
 * order. Hosts hand it to MCP clients as it is; the result type of a method, and of nothing else.
 */
declare class ToolContent extends MsgValue {
    constructor();
    /** A text. */
    text(text: string): this;
    /** `mimeType` such as `image/png`. */
    image(data: Uint8Array, mimeType: string): this;
    /** `mimeType` such as `audio/wav`. */
    audio(data: Uint8Array, mimeType: string): this;
    /** A resource that the client may read elsewhere. */
    link(uri: string, name: string, mimeType?: string): this;
    /** A resource with its text. */
    resource(uri: string, text: string, mimeType?: string): this;
    /** A resource with its bytes. */
    blob(uri: string, data: Uint8Array, mimeType?: string): this;
    private media;
    private embed;
    private add;
}
/**
 * One invocation, as the generated dispatcher sees it. Unmanaged: it lies in a block of its own.
 * @internal
 */
declare class Call {
    ptr: usize;
    size: usize;
    serial: u32;
    /** The call that this one interrupts, 0 when there is none. */
    outer: usize;
    private methodAt;
    private methodSize;
    out: Writer;
    /** Where the value that is being written began, for its length to be filled in. */
    private openAt;
    /** Whether the call is answered with an error. */
    isRefused: boolean;
    /** What takes part in the answer, for the hooks; 0 when nothing does. */
    private response;
    /** The invocation whose request is the `size` bytes at `ptr`. */
    static begin(ptr: usize, size: usize): Call;
    private readEnvelope;
    get address(): usize;
    get isOutermost(): boolean;
    /** Whether the invoked method is `name`. */
    is(name: string): boolean;
    /** The arguments; empty, nil or absent ones count as an empty map. */
    args(): Reader;
    /** Lets a response take part in the answer. */
    attach(response: usize, writeHead: (response: usize, out: Writer) => void, writeTail: (response: usize, call: Call) => void): void;
    /** Whether the arguments could be read to their end; else the call is refused with the reason. */
    accepts(args: Reader): boolean;
    private explain;
    /** Answers that there's no such method. */
    unknown(): void;
    /** Answers with an error. */
    fail(message: string): void;
    private beginError;
    /** Begins the answer; exactly one value must be written. */
    reply(): Writer;
    /** Answers without a result. */
    replyNil(): void;
    /** Address and length of the finished answer. */
    finish(): u64;
}
/** What a handler knows of its invocation, and what it may answer beside its result. */
declare class Context {
    private request;
    private response;
    /** The running call that request and response belong to; 0 when they were given. */
    private running;
    private serial;
    constructor(request: InvokeRequest | null, response: InvokeResponse | null);
    /** The context of a running call. */
    static of(call: Call): Context;
    /** Id of this call. */
    get requestId(): string;
    /** Id that all calls made for one request share. */
    get traceId(): string;
    /** Id of the session, on which state and conversation hang. */
    get sessionId(): string;
    /** Id of the model's conversation. */
    get llmSessionId(): string;
    /** Instance id from the manifest. */
    get skillId(): string;
    /** Instance id of the calling skill, "" when no skill calls. */
    get callerId(): string;
    /** Name of the method that was called. */
    get method(): string;
    /** State as the last successful call left it, empty at first. */
    get state(): Uint8Array;
    /** Unix time in nanoseconds by which the answer is due, 0 = none. */
    get deadlineNs(): i64;
    private text;
    private get answer();
    /** Replaces the text that the model sees beside the result. */
    setLLMContext(text: string): void;
    /** Adds a line to the text that the model sees beside the result. */
    appendLLMContext(text: string): void;
    /** Keeps `data` for the next call of this session; empty leaves the state as it is. */
    setState(data: Uint8Array): void;
    /** Makes this call end in an error without a trap; the handler's result is dropped. */
    fail(message: string): void;
    /** Asks the host to carry out `command` once this call has succeeded. */
    addCommand(command: Command): void;
    /** Publishes `payload` (one MessagePack value; empty = nil) to the subscribers of a topic. */
    emit(topic: string, payload?: Uint8Array): void;
    /** Has a method receive what is published under a topic. */
    subscribe(topic: string, callback: string): void;
    /** Calls a method of another skill; see `newCallModule`. */
    call(skillId: string, method: string, payload?: Uint8Array, callback?: string, callCtx?: string): void;
    /** Makes several calls, at most `concurrency` at once (0 = no limit). */
    batch(items: BatchItem[], callback: string, concurrency?: i32): void;
    /** Invokes a method of this skill after `delayMs`. */
    schedule(method: string, delayMs: i64, payload?: Uint8Array): void;
    /** Stores a value under a key that all skills share. */
    storeKV(key: string, value: Uint8Array): void;
    /** Has a method receive the value that is stored under a key. */
    loadKV(key: string, callback: string): void;
}
/** What happened on a TCP connection. */
declare class ConnEvent {
    /** The connection. */
    conn_id: string;
    /** Bytes received. */
    data: Uint8Array;
    /** eof, reset, timeout, tls or io; the connection is then gone. */
    error_kind: string;
    /** What went wrong; without error_kind, that it was connected again. */
    error_msg: string;
}
/** What happened on a WebSocket. */
declare class WsEvent {
    /** The connection. */
    conn_id: string;
    /** The message's bytes. */
    data: Uint8Array;
    /** text, binary or close. */
    message_type: string;
    /** Close code of the peer. */
    close_code: i64;
    /** Close reason of the peer. */
    close_text: string;
    /** eof, reset, timeout, tls or io; the connection is then gone. */
    error_kind: string;
    /** What went wrong. */
    error_msg: string;
}
/** The outcome of one call of a batch. */
declare class BatchItemResult {
    /** The call's number. */
    index: i32;
    /** The result, as one MessagePack value. */
    payload: Uint8Array;
    /** Why it failed; "" = it didn't. */
    error: string;
}
/** The outcome of a batch. */
declare class BatchResult {
    /** The batch. */
    batch_id: string;
    /** The outcomes. */
    items: BatchItemResult[];
}
/**
 * For entry files: reads the one parameter of a callback.
 * @internal
 */
declare function readConnEvent(r: Reader): ConnEvent;
/**
 * For entry files: reads the one parameter of a callback.
 * @internal
 */
declare function readWsEvent(r: Reader): WsEvent;
/**
 * For entry files: reads the one parameter of a callback.
 * @internal
 */
declare function readBatchResult(r: Reader): BatchResult;
/** The event in the payload of a TCP callback. */
declare function unmarshalConnEvent(payload: Uint8Array): ConnEvent;
/** The event in the payload of a WebSocket callback. */
declare function unmarshalWsEvent(payload: Uint8Array): WsEvent;
/** The outcome in the payload of a batch callback. */
declare function unmarshalBatchResult(payload: Uint8Array): BatchResult;
/** A directory that the manifest grants. */
declare class AllowedDir {
    /** Absolute path. */
    path: string;
    /** `ro` or `rw`. */
    mode: string;
}
/** One entry of a directory. */
declare class DirEntry {
    /** Base name. */
    name: string;
    /** Size in bytes. */
    size: i64;
    /** Whether it is a directory. */
    is_dir: boolean;
    /** Modification time, Unix seconds; only with `long`. */
    mod_time: i64;
    /** Permission bits; only with `long`. */
    mode: u32;
    /** Permissions as ls prints them; only with `long`. */
    mode_str: string;
}
/** A window of lines of a text file. */
declare class TextFileContent {
    /** The lines, without their ends. */
    lines: string[];
    /** Lines in the whole file. */
    total_lines: i32;
    /** The first line's index, from 0. */
    offset: i32;
    /** Whether lines follow the last one given. */
    is_truncated: boolean;
}
/** Where a match lies in its line, in bytes. */
declare class GrepRange {
    /** Offset of the first byte. */
    start: i64;
    /** Offset behind the last byte. */
    end: i64;
}
/** A line that matches. */
declare class GrepLineMatch {
    /** Line number, from 1. */
    line_num: i32;
    /** The line's text. */
    line: string;
    /** The matches in the line. */
    ranges: GrepRange[];
}
/** A file with lines that match. */
declare class GrepFileMatch {
    /** The file. */
    path: string;
    /** Its lines. */
    matches: GrepLineMatch[];
}
/** A path that a glob matches. */
declare class GlobEntry {
    /** The path. */
    path: string;
    /** Whether it is a directory. */
    is_dir: boolean;
}
/**
 * The bytes of a file. Throws when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
declare function fsRead(path: string): Uint8Array;
/**
 * Writes a file, replacing what it held. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
declare function fsWrite(path: string, content: Uint8Array): void;
/**
 * Writes a new file; one that exists is a failure. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
declare function fsCreate(path: string, content: Uint8Array): void;
/**
 * Deletes a file, or a directory with all below it. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
declare function fsDelete(path: string): void;
/**
 * Makes a directory with its parents; `/a/{b,c}` makes two. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
declare function fsMkdir(path: string): void;
/**
 * Entries of a directory; `long` adds modification time (Unix seconds) and mode. Throws when that
 * fails.
 * Permission: `@skill:require fs /data/**`.
 */
declare function fsLs(path: string, long?: bool): DirEntry[];
/**
 * Copies a file. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`; reading is enough for the source.
 */
declare function fsCopy(source: string, dest: string): void;
/**
 * Changes permission bits (see `PERM_DEFAULT` and its siblings). Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
declare function fsChmod(path: string, mode: u32, recursive?: bool): void;
/**
 * `limit` lines (0 = all) from line `offset` on, which counts from 0. Throws when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
declare function fsReadLines(path: string, offset?: i32, limit?: i32): TextFileContent;
/**
 * Lines that match an RE2 pattern (or, `fixed`, hold a text) in a file or below a directory. Throws
 * when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
declare function fsGrep(pattern: string, path?: string, fixed?: bool, caseInsensitive?: bool, withLines?: bool, include?: string[], exclude?: string[], maxCount?: i32, maxDepth?: i32, workers?: i32, typeFilter?: string, ignoreDirs?: string[], filenameOnly?: bool): GrepFileMatch[];
/**
 * Paths below `path` that match one of the patterns. Throws when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
declare function fsGlob(patterns: string[], path?: string, onlyFiles?: bool, onlyDirs?: bool, matchHidden?: bool, maxDepth?: i32, ignoreDirs?: string[]): GlobEntry[];
/**
 * Directories that the manifest allows. Throws when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
declare function fsAllowedDirs(): AllowedDir[];
/** What `fs.ls` tells of each entry. */
declare class LsOptions {
    /** Adds modification time and mode. */
    long?: bool;
}
/** How far `fs.chmod` goes. */
declare class ChmodOptions {
    /** Also everything below a directory. */
    recursive?: bool;
}
/** Which lines `fs.readLines` reads. */
declare class ReadLinesOptions {
    /** First line, counted from 0. */
    offset?: i32;
    /** Most lines, 0 = all. */
    limit?: i32;
}
/** What `fs.grep` searches, and what it tells. */
declare class GrepOptions {
    /** Takes the pattern as plain text. */
    fixed?: bool;
    /** Takes upper and lower case for the same. */
    caseInsensitive?: bool;
    /** Adds the matching lines' text. */
    withLines?: bool;
    /** Globs of files to search. */
    include?: string[];
    /** Globs of files to leave out. */
    exclude?: string[];
    /** Most matches in a file, 0 = all. */
    maxCount?: i32;
    /** Most levels of directories, 0 = all. */
    maxDepth?: i32;
    /** Files searched at once, 0 = the host decides. */
    workers?: i32;
    /** File type: go, ts, js, py, rust, java, c, cpp, md, json, yaml, html, css or sh. */
    typeFilter?: string;
    /** Names of directories to pass over; null = the host's own list, [] = none. */
    ignoreDirs?: string[] | null;
    /** Only tells which files match. */
    filenameOnly?: bool;
}
/** What `fs.glob` looks at. */
declare class GlobOptions {
    /** Leaves directories out. */
    onlyFiles?: bool;
    /** Leaves files out. */
    onlyDirs?: bool;
    /** Includes names that begin with a dot. */
    matchHidden?: bool;
    /** Most levels of directories, 0 = all. */
    maxDepth?: i32;
    /** Names of directories to pass over; null = the host's own list, [] = none. */
    ignoreDirs?: string[] | null;
}
/** Files below the directories that the manifest allows. */
declare namespace fs {
    /**
     * The bytes of a file.
     * Permission: `@skill:require fs /data/**`.
     */
    function read(path: string): Result<Uint8Array>;
    /**
     * Writes a file, replacing what it held.
     * Permission: `@skill:require fs /data/** rw`.
     */
    function write(path: string, content: Uint8Array): Status;
    /**
     * Writes a new file; one that exists fails with code `exists`.
     * Permission: `@skill:require fs /data/** rw`.
     */
    function create(path: string, content: Uint8Array): Status;
    /**
     * Deletes a file, or a directory with all below it.
     * Permission: `@skill:require fs /data/** rw`.
     */
    function remove(path: string): Status;
    /**
     * Makes a directory with its parents; `/a/{b,c}` makes two.
     * Permission: `@skill:require fs /data/** rw`.
     */
    function mkdir(path: string): Status;
    /**
     * Entries of a directory.
     * Permission: `@skill:require fs /data/**`.
     */
    function ls(path: string, options?: LsOptions): Result<DirEntry[]>;
    /**
     * Copies a file.
     * Permission: `@skill:require fs /data/** rw`; reading is enough for the source.
     */
    function copy(source: string, dest: string): Status;
    /**
     * Changes permission bits (see `PERM_DEFAULT` and its siblings).
     * Permission: `@skill:require fs /data/** rw`.
     */
    function chmod(path: string, mode: u32, options?: ChmodOptions): Status;
    /**
     * Lines of a text file, all unless `options` say which.
     * Permission: `@skill:require fs /data/**`.
     */
    function readLines(path: string, options?: ReadLinesOptions): Result<TextFileContent>;
    /**
     * Lines that match an RE2 pattern in a file or below a directory.
     * Permission: `@skill:require fs /data/**`.
     */
    function grep(pattern: string, path?: string, options?: GrepOptions): Result<GrepFileMatch[]>;
    /**
     * Paths below `path` that match one of the patterns.
     * Permission: `@skill:require fs /data/**`.
     */
    function glob(patterns: string[], path?: string, options?: GlobOptions): Result<GlobEntry[]>;
    /**
     * Directories that the manifest allows.
     * Permission: `@skill:require fs /data/**`.
     */
    function allowedDirs(): Result<AllowedDir[]>;
}
/** One header line. */
declare class HttpHeader {
    /** Header name. */
    name: string;
    /** Header value. */
    value: string;
}
/** One cookie. */
declare class HttpCookie {
    /** Cookie name. */
    name: string;
    /** Cookie value. */
    value: string;
    /** Domain that it belongs to. */
    domain: string;
    /** Path that it belongs to. */
    path: string;
    /** Unix time in seconds; 0 = when the session ends. */
    expires: i64;
    /** Whether it is sent over TLS only. */
    secure: boolean;
    /** Whether scripts can't see it. */
    httponly: boolean;
}
/** The answer to an HTTP request. */
declare class HttpResponse {
    /** Status code. */
    status: i32;
    /** Header lines, in order. */
    headers: HttpHeader[];
    /** Cookies that were set. */
    cookies: HttpCookie[];
    /** The body, as far as `max_bytes` goes. */
    body: Uint8Array;
    /** Whether the body was cut at the limit. */
    truncated: boolean;
}
/**
 * Gets a URL. `timeoutMs` 0 = 30 s, `maxBytes` 0 = the manifest's limit. Throws when that fails.
 * Permission: `@skill:require http https://api.example.com/**`.
 */
declare function httpGet(url: string, timeoutMs?: i64, maxBytes?: i64): HttpResponse;
/**
 * Posts `body`; `contentType` "" = application/octet-stream. Throws when that fails.
 * Permission: `@skill:require http https://api.example.com/**`.
 */
declare function httpPost(url: string, body: Uint8Array, contentType?: string, timeoutMs?: i64, maxBytes?: i64): HttpResponse;
/**
 * Any HTTP request; `useJar` keeps cookies between requests. Throws when that fails.
 * Permission: `@skill:require http https://api.example.com/**`.
 */
declare function httpRequest(method: string, url: string, body?: Uint8Array, headers?: HttpHeader[], cookies?: HttpCookie[], timeoutMs?: i64, maxBytes?: i64, followRedirects?: bool, useJar?: bool): HttpResponse;
/**
 * Headers of a JSON object whose values are strings, in their order; "" and "{}" give none. Throws
 * on anything else.
 */
declare function headersFromJSON(json: string): HttpHeader[];
/** What an HTTP request is sent with. */
declare class HttpOptions {
    /** What `http.request` sends; `http.post` has a parameter for it. */
    body?: Uint8Array;
    /** Adds a Content-Type header when it isn't empty and `headers` hold none. */
    contentType?: string;
    /** In this order; one name may come more than once. */
    headers?: HttpHeader[];
    /** Sent along with this request. */
    cookies?: HttpCookie[];
    /** Milliseconds, 0 = 30 s. */
    timeoutMs?: i64;
    /** Most bytes of the body, 0 = the manifest's limit (1 MiB by default). */
    maxBytes?: i64;
    /** Goes where the server sends it, as far as the manifest allows that. */
    followRedirects?: bool;
    /** Keeps cookies between requests. */
    useJar?: bool;
}
/** HTTP requests to the hosts that the manifest allows. All go through `http_request`. */
declare namespace http {
    /**
     * Gets a URL. A status such as 404 is no failure.
     * Permission: `@skill:require http https://api.example.com/**`.
     */
    function get(url: string, options?: HttpOptions): Result<HttpResponse>;
    /**
     * Posts `body`, as application/octet-stream unless `contentType` says otherwise.
     * Permission: `@skill:require http https://api.example.com/**`.
     */
    function post(url: string, body: Uint8Array, options?: HttpOptions): Result<HttpResponse>;
    /**
     * Any HTTP request, its body in `options`. A status such as 404 is no failure.
     * Permission: `@skill:require http https://api.example.com/**`.
     */
    function request(method: string, url: string, options?: HttpOptions): Result<HttpResponse>;
    /** Headers of a JSON object whose values are strings; anything else fails with code `invalid`. */
    function headersFromJSON(json: string): Result<HttpHeader[]>;
}
/** JSON texts, such as web services take and give. Nothing here asks the host. */
declare namespace json {
    /**
     * The value that a JSON text holds, 64 levels deep at most. A number without fraction and exponent is
     * an int as far as i64 and u64 reach, any other a float; of keys that come twice the last one counts.
     * A text that is no JSON fails with code `invalid`, and the error says at which character.
     */
    function parse(text: string): Result<MsgValue>;
    /**
     * A value as JSON, without spaces. Bytes become base64; infinities, NaN and extensions become null, and
     * keys that aren't texts are left out. Throws for what is nested deeper than 64 levels.
     */
    function stringify(value: MsgValue): string;
}
/** One message of the conversation. */
declare class HistoryMessage {
    /** Who said it. */
    role: string;
    /** What was said. */
    content: string;
}
/**
 * Messages of the session; "" = all, "last:10", "role:user". Throws when that fails.
 * Permission: `@skill:require llm`.
 */
declare function historyGet(filter?: string): HistoryMessage[];
/**
 * The model's completion of a prompt; `maxTokens` 0 = the host decides. Throws when that fails.
 * Permission: `@skill:require llm`.
 */
declare function promptComplete(prompt: string, temperature?: f64, maxTokens?: i32): string;
/** How `llm.prompt` asks the model. */
declare class PromptOptions {
    /** 0 = the model's default. */
    temperature?: f64;
    /** Most tokens of the answer, 0 = the host decides. */
    maxTokens?: i32;
}
/** The host's language model. */
declare namespace llm {
    /**
     * Messages of the session; "" = all, "last:10", "role:user".
     * Permission: `@skill:require llm`.
     */
    function history(filter?: string): Result<HistoryMessage[]>;
    /**
     * The model's completion of a prompt.
     * Permission: `@skill:require llm`.
     */
    function prompt(text: string, options?: PromptOptions): Result<string>;
}
/** Describes one parameter of a method. */
declare class MethodParam {
    /** Name of the argument. */
    name: string;
    /** What it is for. */
    description: string;
    /** string, integer, number, boolean, object or array. */
    type: string;
    /** Whether calls without it are refused. */
    required: boolean;
    /** Values that the parameter may have; empty = any. */
    options: string[];
    /** Describes an array's elements. */
    items: MethodParam | null;
    /** Value of an absent parameter, as a description: the handler applies it. */
    fallback: MsgValue | null;
    /** A value that it might have. */
    sample: MsgValue | null;
    /** Appends its description. */
    encode(out: Writer): void;
}
/** Describes one method. */
declare class MethodDesc {
    /** Name of the method. */
    name: string;
    /** What it does. */
    description: string;
    /** Its parameters, in order. */
    params: MethodParam[];
    /** Whether it's left out of listings. */
    mcp_hidden: boolean;
    /** Whether only the skill itself may invoke it. */
    private_callback: boolean;
    /** Appends its description. */
    encode(out: Writer): void;
}
/** Describes one permission that the skill needs. */
declare class RequirementDesc {
    /** fs, http, tcp, ws, shell, llm, env or invoke. */
    kind: string;
    /** What is asked for, such as `/data/**`. */
    pattern: string;
    /** ro or rw, for fs. */
    mode: string;
    /** Appends its description. */
    encode(out: Writer): void;
}
/** Answers invocations, in hand-written entry files and methods. */
type SkillHandler = (req: InvokeRequest) => InvokeResponse;
/**
 * For entry files: serves the generated methods; `bytes` is the encoded descriptor.
 * @internal
 */
declare function serve(dispatch: (call: Call) => void, bytes: StaticArray<u8>): void;
/** First number of the SDK's version. */
declare const SDK_VERSION_MAJOR: u32;
/** Second number of the SDK's version. */
declare const SDK_VERSION_MINOR: u32;
/** Third number of the SDK's version. */
declare const SDK_VERSION_PATCH: u32;
/** major << 16 | minor << 8 | patch */
declare const SDK_VERSION: u32;
/** Version of the wire contract between guest and host. */
declare const PROTOCOL_VERSION: u32;
/** Serves the methods of a hand-written entry file; unknown methods go to `handler` as well. */
declare function register(handler: SkillHandler, methods: MethodDesc[]): void;
/** Adds to the permissions that the skill says it needs. */
declare function registerRequirements(reqs: RequirementDesc[]): void;
/** Says what the skill is, in a hand-written entry file. */
declare function setSkillIdentity(id: string, name: string, version: string, description: string): void;
/** Describes a parameter of a hand-written method. */
declare class ParamBuilder {
    /** What was said so far. */
    readonly param: MethodParam;
    constructor(type: string);
    /** Refuses calls without it. */
    required(): ParamBuilder;
    /** Says what it is for, to people and models. */
    desc(text: string): ParamBuilder;
    /** Takes only one of these texts. */
    enum(options: string[]): ParamBuilder;
    /** What a call without it gets, as the schema says; the handler must still apply it. */
    default(value: MsgValue): ParamBuilder;
    /** A value that it might have. */
    example(value: MsgValue): ParamBuilder;
}
/** A parameter that is a text. */
declare function typeString(): ParamBuilder;
/** A parameter that is an integer. */
declare function typeInt(): ParamBuilder;
/** A parameter that is a number. */
declare function typeNumber(): ParamBuilder;
/** A parameter that is true or false. */
declare function typeBool(): ParamBuilder;
/** A parameter that is a map of any fields. */
declare function typeObject(): ParamBuilder;
/** A parameter that is an array of `items`. */
declare function typeArray(items: ParamBuilder): ParamBuilder;
/** Describes a hand-written method. */
declare class MethodBuilder {
    /** What was said so far. */
    readonly description: MethodDesc;
    /** What answers the method; null until `handle` said it. */
    handler: SkillHandler | null;
    /** Adds a parameter, behind those that were added before. */
    param(name: string, type: ParamBuilder): MethodBuilder;
    /** Leaves the method out of listings. */
    internal(): MethodBuilder;
    /** Leaves the method out of listings, and nobody but the skill itself may invoke it. */
    callback(): MethodBuilder;
    /** What answers the method: a named function, since AssemblyScript has no closures. */
    handle(handler: SkillHandler): MethodBuilder;
}
/** Begins the description of a hand-written method. */
declare function method(name: string, description: string): MethodBuilder;
/** Serves hand-written methods. One with the name of a generated method takes its place. */
declare function registerMethods(methods: MethodBuilder[]): void;
/** Reads MessagePack values from bytes, one after the other. */
declare class Decoder {
    private data;
    /** Memory of the reader, which is unmanaged: so both live as long as the decoder. */
    private storage;
    constructor(data: Uint8Array);
    private get reader();
    /** The next value; throws on bytes that aren't MessagePack or end early. */
    decode(): MsgValue;
    private throwFault;
    /** Whether every byte has been read. */
    get atEnd(): boolean;
}
/** A named value of a log line: text, or by `number` and `flag` a typed one. */
declare class LogField {
    /** What the value is called in the log. */
    name: string;
    /** The text; "" when the value is a number or a flag. */
    value: string;
    private amount;
    private write;
    /** A value that is text. */
    static text(name: string, value: string): LogField;
    /** A value that is a number. */
    static number(name: string, value: f64): LogField;
    /** A value that is true or false. */
    static flag(name: string, value: bool): LogField;
}
/** The machine that the host runs on. */
declare class SysInfoResult {
    /** As Go names it: linux, darwin, windows. */
    os: string;
    /** As Go names it: amd64, arm64. */
    arch: string;
    /** The machine's name. */
    hostname: string;
    /** Logical processors. */
    num_cpu: i32;
}
/** The host's clock. */
declare class TimeNowResult {
    /** Unix time in seconds. */
    unix: i64;
    /** Unix time in nanoseconds. */
    unix_nano: i64;
    /** Local time with its offset. */
    rfc3339: string;
    /** IANA name of the time zone. */
    timezone: string;
    /** Seconds east of UTC. */
    utc_offset: i32;
}
/** Space of a file system. */
declare class DiskUsageResult {
    /** Size in bytes. */
    total_bytes: i64;
    /** Free bytes. */
    free_bytes: i64;
    /** Used bytes. */
    used_bytes: i64;
    /** Used share in percent, 0 to 100. */
    used_pct: f64;
}
/**
 * The machine that the host runs on; zero values when the host doesn't tell. Never throws.
 * Permission: none.
 */
declare function sysInfo(): SysInfoResult;
/**
 * The host's clock; zero values when the host doesn't tell. Never throws.
 * Permission: none.
 */
declare function timeNow(): TimeNowResult;
/**
 * Space in bytes of the file system that holds `path`; "" = the sandbox root. Throws when that
 * fails.
 * Permission: `@skill:require fs /data/**`.
 */
declare function diskUsage(path?: string): DiskUsageResult;
/**
 * A variable of the manifest's `env`; "" when it isn't set. Never throws.
 * Permission: none, but the manifest's `env` must have it: `@skill:require env API_KEY`.
 */
declare function getEnv(key: string): string;
/**
 * Writes a line to the host's log, at `LOG_DEBUG`, `LOG_INFO`, `LOG_WARN` or `LOG_ERROR`. Never
 * throws.
 * Permission: none.
 */
declare function log(level: string, message: string, fields?: LogField[]): void;
/**
 * Writes a line of level `debug` to the host's log. Never throws.
 * Permission: none.
 */
declare function logDebug(msg: string, fields?: LogField[]): void;
/**
 * Writes a line of level `info` to the host's log. Never throws.
 * Permission: none.
 */
declare function logInfo(msg: string, fields?: LogField[]): void;
/**
 * Writes a line of level `warn` to the host's log. Never throws.
 * Permission: none.
 */
declare function logWarn(msg: string, fields?: LogField[]): void;
/**
 * Writes a line of level `error` to the host's log. Never throws.
 * Permission: none.
 */
declare function logError(msg: string, fields?: LogField[]): void;
/** What `system.log` writes beside the message. */
declare class LogOptions {
    /** Values beside the message. */
    fields?: LogField[];
}
/** The host's machine, clock, environment and log. */
declare namespace system {
    /**
     * The machine that the host runs on.
     * Permission: none.
     */
    function info(): Result<SysInfoResult>;
    /**
     * The host's clock.
     * Permission: none.
     */
    function now(): Result<TimeNowResult>;
    /**
     * Space in bytes of the file system that holds `path`; "" = the sandbox root.
     * Permission: `@skill:require fs /data/**`.
     */
    function disk(path?: string): Result<DiskUsageResult>;
    /**
     * A variable of the manifest's `env`; "" when it isn't set.
     * Permission: none, but the manifest's `env` must have it: `@skill:require env API_KEY`.
     */
    function env(key: string): Result<string>;
    /**
     * Writes a line to the host's log, at `LOG_DEBUG`, `LOG_INFO`, `LOG_WARN` or `LOG_ERROR`.
     * Permission: none.
     */
    function log(level: string, message: string, options?: LogOptions): Status;
}
/**
 * Says how far a call is, to callers that ask for it; it must rise from one to the next. A `total`
 * of 0 is unknown. Others find it in the log, as fields `mcp.progress` and `mcp.total`.
 * Permission: none.
 */
declare function reportProgress(progress: f64, total?: f64, message?: string): void;
/**
 * For the host: address of `size` bytes for it to write to.
 * @internal
 */
declare function skill_alloc(size: usize): usize;
/**
 * For the host. Does nothing: the guest frees its blocks itself (see runtime/memory).
 * @internal
 */
declare function skill_free(_ptr: usize): void;
/**
 * For the host: answers one invocation. Has no managed locals, since it moves the shadow stack.
 * @internal
 */
declare function skill_handle(ptr: usize, size: i32): u64;
/**
 * For the host: address and length of the skill's descriptor.
 * @internal
 */
declare function skill_describe(): u64;
/** What a command did. */
declare class ShellResult {
    /** Standard output and standard error, interleaved. */
    output: string;
    /** Exit code; one that isn't 0 is no failure of the call. */
    exit_code: i32;
    /** Process id of a daemon. */
    pid: i32;
    /** Where a daemon's output goes. */
    log_file: string;
}
/**
 * Runs a command, without a shell; a non-zero exit code is no failure. `timeoutMs` 0 = 30 s, `tail`
 * in lines. Throws when that fails.
 * Permission: `@skill:require shell git log **`.
 */
declare function shellExec(command: string, workdir?: string, timeoutMs?: i64, tail?: i64, grep?: string, asDaemon?: bool, logFile?: string): ShellResult;
/** How `shell.exec` runs a command. */
declare class ShellOptions {
    /** Working directory, "" = the sandbox root. */
    workdir?: string;
    /** Milliseconds, 0 = 30 s. */
    timeoutMs?: i64;
    /** Only the last lines of the output, 0 = all. */
    tail?: i64;
    /** Only the output's lines that match this pattern. */
    grep?: string;
    /** Starts the command and doesn't wait for it. */
    asDaemon?: bool;
    /** File that a daemon's output goes to, "" = one that the host names. */
    logFile?: string;
}
/** Commands that the manifest allows. */
declare namespace shell {
    /**
     * Runs a command, without a shell; a non-zero exit code is no failure.
     * Permission: `@skill:require shell git log **`.
     */
    function exec(command: string, options?: ShellOptions): Result<ShellResult>;
}
/** `text` as UTF-8 bytes that own their buffer; a lone surrogate becomes U+FFFD. */
declare function utf8(text: string): Uint8Array;
/** The text that `bytes` hold as UTF-8; throws when they don't. See `textOrNull`. */
declare function text(bytes: Uint8Array): string;
/**
 * The text that `bytes` hold as UTF-8, or null when they don't: they are no text, or end within a
 * character.
 */
declare function textOrNull(bytes: Uint8Array): string | null;
/** One message of a named socket. */
declare class SocketMessage {
    /** The message's bytes. */
    data: Uint8Array;
    /** `text` or `binary`. */
    message_type: string;
}
/** What `websocketSend` sends, and where. */
declare class WebsocketSendOptions {
    /** The socket's name. */
    socket?: string;
    /** The message as text. */
    data?: string;
    /** The message as bytes, in place of `data`. */
    dataBytes?: Uint8Array | null;
    /** `ws://` or `wss://` URL that an unknown name is connected to first. */
    url?: string;
}
/** What `websocketReceive` waits for. */
declare class WebsocketReceiveOptions {
    /** The socket's name. */
    socket?: string;
    /** Most milliseconds to wait, 0 = 30 s. */
    timeout?: i64;
    /** `ws://` or `wss://` URL that an unknown name is connected to first. */
    url?: string;
}
/**
 * Sends a message to all connections of a named socket; gives how many these are. Needs skill-host.
 * Throws when that fails.
 * Permission: none; with `url`, `@skill:require ws wss://feed.example.com/**`.
 */
declare function websocketSend(options: WebsocketSendOptions): i32;
/**
 * The oldest message of a named socket that the skill hasn't received yet, else the next one.
 * Messages are kept for a skill from its first use of the name on. Fails with code `timeout` when
 * none comes, and with `closed` when the socket closes. Needs skill-host. Throws when it fails.
 * Permission: none; with `url`, `@skill:require ws wss://feed.example.com/**`.
 */
declare function websocketReceive(options: WebsocketReceiveOptions): SocketMessage;
/** How `sockets.send` and `sockets.sendBytes` find the socket. */
declare class SocketSendOptions {
    /** `ws://` or `wss://` URL that an unknown name is connected to first. */
    url?: string;
}
/** How `sockets.receive` waits. */
declare class SocketReceiveOptions {
    /** Most milliseconds to wait, 0 = 30 s. */
    timeoutMs?: i64;
    /** `ws://` or `wss://` URL that an unknown name is connected to first. */
    url?: string;
}
/** Named WebSockets, which the host listens on or connects. Needs skill-host. */
declare namespace sockets {
    /**
     * Sends text to all connections of a socket; gives how many these are.
     * Permission: none; with `url`, `@skill:require ws wss://feed.example.com/**`.
     */
    function send(socket: string, text: string, options?: SocketSendOptions): Result<i32>;
    /**
     * Sends bytes to all connections of a socket; gives how many these are.
     * Permission: none; with `url`, `@skill:require ws wss://feed.example.com/**`.
     */
    function sendBytes(socket: string, bytes: Uint8Array, options?: SocketSendOptions): Result<i32>;
    /**
     * The oldest message that the skill hasn't received yet, else the next one. Fails with code
     * `timeout` when none comes, and with `closed` when the socket closes.
     * Permission: none; with `url`, `@skill:require ws wss://feed.example.com/**`.
     */
    function receive(socket: string, options?: SocketReceiveOptions): Result<SocketMessage>;
}
/** State with the version of its layout, so that a newer skill can migrate what an older one left. */
declare class StateEnvelope {
    /** 0 when there's no state yet. */
    schemaVersion: i32;
    /** The state's bytes. */
    data: Uint8Array;
}
/** State bytes that remember which version of the layout `data` has. */
declare function marshalState(schemaVersion: i32, data: Uint8Array): Uint8Array;
/** What `marshalState` packed; version 0 for empty bytes. Throws on anything else. */
declare function unmarshalState(raw: Uint8Array): StateEnvelope;
/**
 * Connects, sends `data` and reads the answer: until the peer closes, is silent for 50 ms after its
 * last byte, `maxBytes` (0 = 1 MB) are there, or `timeoutMs` (0 = 30 s for all of it) are over. So it
 * may be cut off: have the peer close, or look whether it is whole. Throws when nothing came, or a
 * failure ends it.
 * Permission: `@skill:require tcp redis:6379`.
 */
declare function tcpRequest(addr: string, data: Uint8Array, tls?: bool, insecure?: bool, timeoutMs?: i64, maxBytes?: i64): Uint8Array;
/**
 * Opens a connection whose events go to the method `callback`; returns its id. `timeoutMs` 0 = 30
 * s. Throws when that fails.
 * Permission: `@skill:require tcp redis:6379`.
 */
declare function tcpConnect(addr: string, callback?: string, tls?: bool, insecure?: bool, timeoutMs?: i64, serverName?: string): string;
/**
 * Sends a connection's events to another method from now on; "" drops them. Throws when that fails.
 * Permission: `@skill:require tcp redis:6379`.
 */
declare function tcpSetCallback(connId: string, callback: string): void;
/**
 * Sends bytes over a connection. Throws when that fails.
 * Permission: `@skill:require tcp redis:6379`.
 */
declare function tcpWrite(connId: string, data: Uint8Array): void;
/**
 * Closes a connection; one that is closed already stays closed. Throws when that fails.
 * Permission: `@skill:require tcp redis:6379`.
 */
declare function tcpClose(connId: string): void;
/** How `tcp.request` connects, and how much it reads; a pause of 50 ms always ends the answer. */
declare class TcpRequestOptions {
    /** Encrypts the connection. */
    tls?: bool;
    /** Accepts any certificate. */
    insecure?: bool;
    /** Milliseconds for connecting, sending and reading together, 0 = 30 s; what came by then is the answer. */
    timeoutMs?: i64;
    /** Most bytes of the answer, 0 = 1 MB; a longer one is cut. */
    maxBytes?: i64;
}
/** How `tcp.connect` connects, and who hears of the connection. */
declare class TcpConnectOptions {
    /** Method that receives the connection's events; "" drops them. */
    callback?: string;
    /** Encrypts the connection. */
    tls?: bool;
    /** Accepts any certificate. */
    insecure?: bool;
    /** Milliseconds for connecting, 0 = 30 s. */
    timeoutMs?: i64;
    /** Name that the certificate must bear, "" = the host of the address. */
    serverName?: string;
}
/** TCP and TLS connections to the addresses that the manifest allows. */
declare namespace tcp {
    /**
     * Connects, sends `data` and reads the answer: until the peer closes, is silent for 50 ms after its
     * last byte, `maxBytes` (0 = 1 MB) are there or `timeoutMs` are over. So it may be cut off: have the peer close
     * (send `QUIT` behind the command), or look whether it is whole, and ask again if it isn't. An error
     * with the code `timeout` when nothing came.
     * Permission: `@skill:require tcp redis:6379`.
     */
    function request(addr: string, data: Uint8Array, options?: TcpRequestOptions): Result<Uint8Array>;
    /**
     * Opens a connection whose events go to the method `callback` of the options; gives its id.
     * Permission: `@skill:require tcp redis:6379`.
     */
    function connect(addr: string, options?: TcpConnectOptions): Result<string>;
    /**
     * Sends a connection's events to another method from now on; "" drops them.
     * Permission: `@skill:require tcp redis:6379`.
     */
    function setCallback(connId: string, callback: string): Status;
    /**
     * Sends bytes over a connection.
     * Permission: `@skill:require tcp redis:6379`.
     */
    function write(connId: string, data: Uint8Array): Status;
    /**
     * Closes a connection; one that is closed already stays closed.
     * Permission: `@skill:require tcp redis:6379`.
     */
    function close(connId: string): Status;
}
/**
 * What goes to the client, in this order: status, headers, write, then one of body, redirect and end.
 */
declare class WebSendOptions {
    /** Of which request, as `WebRequest` has it; "" = the one that the skill runs for. */
    exchange?: string;
    /** Only before the first byte; 0 = 200, or 302 with `redirect`. */
    status?: i32;
    /** Only before the first byte. Without a Content-Type it is text/html; charset=utf-8. */
    headers?: HttpHeader[];
    /** The whole body as text, which may be empty; ends the answer. */
    body?: string | null;
    /** The same as bytes. */
    bodyBytes?: Uint8Array | null;
    /** Where to send the client; ends the answer. */
    redirect?: string;
    /** Text that reaches the client at once; the answer goes on. */
    write?: string | null;
    /** The same as bytes. */
    writeBytes?: Uint8Array | null;
    /** Ends the answer. */
    end?: bool;
}
/**
 * Answers the HTTP request that the skill runs for. Fails with code `closed` once the answer has
 * ended or the client has left. Needs skill-host. Throws when it fails.
 * Permission: none.
 */
declare function webSend(options: WebSendOptions): void;
/** Answers to HTTP requests. Needs skill-host. */
declare namespace web {
    /**
     * Answers the HTTP request that the skill runs for. Fails with code `closed` once the answer has
     * ended or the client has left, and with `invalid` when text and bytes are both given.
     * Permission: none.
     */
    function send(options: WebSendOptions): Status;
    /**
     * Text that reaches the client at once, such as a server-sent event.
     * Permission: none.
     */
    function write(text: string, exchange?: string): Status;
    /**
     * Ends the answer.
     * Permission: none.
     */
    function end(exchange?: string): Status;
    /**
     * Sends the client elsewhere, with 302 unless another 3xx status was set; ends the answer.
     * Permission: none.
     */
    function redirect(url: string, exchange?: string): Status;
}
/** An HTTP request, as a route's method may take it as its one parameter. */
declare class WebRequest {
    /** What the path's parameters stand for, by name. */
    route: Map<string, string>;
    /** By name; a parameter that is given more than once has several values. */
    query: Map<string, string[]>;
    /** Parsed JSON or form, else text, else bytes; nil when there is none. */
    body: MsgValue;
    /** By name in lower case. */
    headers: Map<string, string>;
    /** In upper case. */
    method: string;
    /** Without the query. */
    path: string;
    /** Id of the session of the route. */
    sessionId: string;
    /** Id for `webSend`, so that later callbacks can write to the answer too. */
    exchange: string;
    /** The header of that name, however it's written; "" when there is none. */
    header(name: string): string;
    /** What a parameter of the path stands for; "" when there is none of that name. */
    routeValue(name: string): string;
    /** The first value of a query's parameter; "" when there is none. */
    queryValue(name: string): string;
    /** The body when it is text, or bytes that hold UTF-8; "" for other bodies. Throws for other bytes. */
    text(): string;
}
/**
 * For entry files: reads what the host gives a method that takes a request.
 * @internal
 */
declare function readWebRequest(r: Reader): WebRequest;
/**
 * Opens a WebSocket whose events go to the method `callback`; returns its id. `timeoutMs` 0 = 30 s.
 * Throws when that fails.
 * Permission: `@skill:require ws wss://feed.example.com/**`.
 */
declare function wsConnect(url: string, headers?: HttpHeader[], timeoutMs?: i64, callback?: string, insecure?: bool): string;
/**
 * Sends a message: "text" (UTF-8) or "binary". Throws when that fails.
 * Permission: `@skill:require ws wss://feed.example.com/**`.
 */
declare function wsSend(connId: string, data: Uint8Array, messageType?: string): void;
/**
 * Closes a WebSocket with a code (1000 = done) and a reason. Throws when that fails.
 * Permission: `@skill:require ws wss://feed.example.com/**`.
 */
declare function wsClose(connId: string, code?: i32, reason?: string): void;
/** How `ws.connect` connects, and who hears of the connection. */
declare class WsConnectOptions {
    /** Headers of the handshake. */
    headers?: HttpHeader[];
    /** Milliseconds for connecting, 0 = 30 s. */
    timeoutMs?: i64;
    /** Method that receives the connection's events; "" drops them. */
    callback?: string;
    /** Accepts any certificate. */
    insecure?: bool;
}
/** How `ws.send` sends. */
declare class WsSendOptions {
    /** "text" (UTF-8) or "binary". */
    messageType?: string;
}
/** How `ws.close` says goodbye. */
declare class WsCloseOptions {
    /** 1000 = done, 1001 = going away, 3000 to 4999 = your own. */
    code?: i32;
    /** At most 123 bytes. */
    reason?: string;
}
/** WebSocket connections to the hosts that the manifest allows. */
declare namespace ws {
    /**
     * Opens a WebSocket whose events go to the method `callback` of the options; gives its id.
     * Permission: `@skill:require ws wss://feed.example.com/**`.
     */
    function connect(url: string, options?: WsConnectOptions): Result<string>;
    /**
     * Sends a message, as text (UTF-8) unless `messageType` says "binary".
     * Permission: `@skill:require ws wss://feed.example.com/**`.
     */
    function send(connId: string, data: Uint8Array, options?: WsSendOptions): Status;
    /**
     * Closes a WebSocket.
     * Permission: `@skill:require ws wss://feed.example.com/**`.
     */
    function close(connId: string, options?: WsCloseOptions): Status;
}
export {
  AllowedDir,
  ArchiveEntry,
  ArchivePackResult,
  BatchItem,
  BatchItemResult,
  BatchResult,
  CMD_BATCH_INVOKE,
  CMD_CALL_MODULE,
  CMD_EMIT_EVENT,
  CMD_LOAD_KV,
  CMD_SCHEDULE,
  CMD_SPAWN,
  CMD_STORE_KV,
  CMD_SUBSCRIBE,
  CMD_TERMINATE,
  Call,
  ChmodOptions,
  ClusterNodeInfo,
  ClusterNodeListResult,
  Command,
  ConnEvent,
  Context,
  Decoder,
  DirEntry,
  DiskUsageResult,
  ERROR_KIND_EOF,
  ERROR_KIND_IO,
  ERROR_KIND_NONE,
  ERROR_KIND_RESET,
  ERROR_KIND_TIMEOUT,
  ERROR_KIND_TLS,
  Encoder,
  GlobEntry,
  GlobOptions,
  GrepFileMatch,
  GrepLineMatch,
  GrepOptions,
  GrepRange,
  HistoryMessage,
  HttpCookie,
  HttpHeader,
  HttpOptions,
  HttpResponse,
  InvokeRequest,
  InvokeResponse,
  LOG_DEBUG,
  LOG_ERROR,
  LOG_INFO,
  LOG_WARN,
  ListOptions,
  LogField,
  LogOptions,
  LsOptions,
  MethodBuilder,
  MethodDesc,
  MethodParam,
  MsgValue,
  PERM_DEFAULT,
  PERM_DEFAULT_DIR,
  PERM_GROUP_EXEC,
  PERM_GROUP_READ,
  PERM_GROUP_WRITE,
  PERM_OTHER_EXEC,
  PERM_OTHER_READ,
  PERM_OTHER_WRITE,
  PERM_OWNER_EXEC,
  PERM_OWNER_READ,
  PERM_OWNER_WRITE,
  PERM_PRIVATE,
  PERM_PRIVATE_DIR,
  PERM_READ_ONLY,
  PROTOCOL_VERSION,
  PackOptions,
  ParamBuilder,
  PromptOptions,
  ReadLinesOptions,
  Reader,
  RequirementDesc,
  Result,
  SDK_VERSION,
  SDK_VERSION_MAJOR,
  SDK_VERSION_MINOR,
  SDK_VERSION_PATCH,
  ShellOptions,
  ShellResult,
  SkillHandler,
  SocketMessage,
  SocketReceiveOptions,
  SocketSendOptions,
  StateEnvelope,
  Status,
  SysInfoResult,
  TcpConnectOptions,
  TcpRequestOptions,
  TextFileContent,
  TimeNowResult,
  ToolContent,
  TransferOptions,
  UnpackOptions,
  WS_MESSAGE_BINARY,
  WS_MESSAGE_CLOSE,
  WS_MESSAGE_TEXT,
  WebRequest,
  WebSendOptions,
  WebsocketReceiveOptions,
  WebsocketSendOptions,
  Writer,
  WsCloseOptions,
  WsConnectOptions,
  WsEvent,
  WsSendOptions,
  archive,
  archiveList,
  archivePack,
  archiveUnpack,
  batchInvokeCommand,
  cluster,
  clusterNodeList,
  diskUsage,
  errorResponse,
  fileTransferRecv,
  fileTransferSend,
  fs,
  fsAllowedDirs,
  fsChmod,
  fsCopy,
  fsCreate,
  fsDelete,
  fsGlob,
  fsGrep,
  fsLs,
  fsMkdir,
  fsRead,
  fsReadLines,
  fsWrite,
  getEnv,
  headersFromJSON,
  historyGet,
  http,
  httpGet,
  httpPost,
  httpRequest,
  json,
  llm,
  log,
  logDebug,
  logError,
  logInfo,
  logWarn,
  marshalState,
  method,
  newCallModule,
  newEmitEvent,
  newLoadKV,
  newSchedule,
  newStoreKV,
  newSubscribe,
  promptComplete,
  readBatchResult,
  readConnEvent,
  readWebRequest,
  readWsEvent,
  register,
  registerMethods,
  registerRequirements,
  reportProgress,
  serve,
  setSkillIdentity,
  shell,
  shellExec,
  skill_alloc,
  skill_describe,
  skill_free,
  skill_handle,
  sockets,
  sysInfo,
  system,
  tcp,
  tcpClose,
  tcpConnect,
  tcpRequest,
  tcpSetCallback,
  tcpWrite,
  text,
  textOrNull,
  timeNow,
  typeArray,
  typeBool,
  typeInt,
  typeNumber,
  typeObject,
  typeString,
  unmarshalBatchResult,
  unmarshalConnEvent,
  unmarshalState,
  unmarshalWsEvent,
  utf8,
  web,
  webSend,
  websocketReceive,
  websocketSend,
  ws,
  wsClose,
  wsConnect,
  wsSend,
};
//# sourceMappingURL=types.gen.d.ts.map
