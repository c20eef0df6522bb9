// Made by skill-gen 0.3.0 from org.luminarys.cluster 1.0.0. Do not edit; run skill-gen client again.

/** What runs the skill and answers at once: the engine's Skill, or a mock host. */
export interface CourierInvoker {
  invoke(
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): { readonly value: unknown; readonly error?: string | undefined };
}

/** An error that the skill answered with. */
export class CourierError extends Error {
  override readonly name = "CourierError";
  readonly method: string;

  constructor(message: string, method: string) {
    super(message);
    this.method = method;
  }
}

/** Finds the node that runs a skill, sends it files and fetches what it made */
export class CourierClient {
  readonly #invoker: CourierInvoker;

  constructor(invoker: CourierInvoker) {
    this.#invoker = invoker;
  }

  /**
   * List the nodes that run a skill
   * @returns The nodes
   */
  findNodes(args: FindNodesArgs = {}): Node[] {
    return this.#invoke("find_nodes", args) as Node[];
  }

  /**
   * Send a file to the first node that runs a skill and takes it
   * @returns Where it is now
   */
  deliver(args: DeliverArgs): Delivery {
    return this.#invoke("deliver", args) as Delivery;
  }

  /** Fetch a file from a node */
  fetch(args: FetchArgs): void {
    this.#invoke("fetch", args);
  }

  #invoke(method: string, args: object): unknown {
    const { value, error } = this.#invoker.invoke(method, { ...args });
    if (error) throw new CourierError(error, method);
    return value;
  }
}

export interface Node {
  id: string;
  role: string;
  /** Ids of the skills that it runs. */
  skills: string[];
  /** Whether this skill runs there itself. */
  isHere: boolean;
}

export interface Delivery {
  node: string;
  /** Where the file lies on that node. */
  path: string;
}

export interface FindNodesArgs {
  /**
   * Id of the skill; every node unless said
   * @example "thumbnails"
   */
  skill?: string | undefined;
}

export interface DeliverArgs {
  /**
   * Id of the skill
   * @example "thumbnails"
   */
  skill: string;
  /** The file on this node */
  path: string;
  /** Its path there; the same unless said */
  to?: string | undefined;
}

export interface FetchArgs {
  /** The node's id, as find_nodes says it */
  node: string;
  /** The file on that node */
  path: string;
  /** Where to put it on this node */
  to: string;
}
