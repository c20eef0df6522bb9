import {
  type Clock,
  completeManifest,
  type EngineResult,
  type Manifest,
  type ManifestInput,
  MemoryStore,
  type MethodInfo,
  type ParamInfo,
} from "@luminarys/sdk-as/engine";
import { Attachments } from "../../../attachment.js";
import { openEgress, type Resolver } from "../../../devices/egress.js";
import type { SocketHost } from "../../../faces/sockets/socket-face.js";
import type { HostedSkillInfo, HostInvocation } from "../../../host.js";
import type { HostNotice } from "../../../host-notice.js";

type Args = Readonly<Record<string, unknown>>;
type Answer = EngineResult["value"];

export interface ScriptedMethod {
  /** What its parameter `message` takes; `none` declares no parameters. */
  readonly takes: "text" | "bytes" | "any" | "none" | "number";
  /** Names of further parameters that must be given. */
  readonly requires?: readonly string[];
  /** What it throws is the call's failure; a RefusedAnswer is its `error`. */
  readonly run: (args: Args, call: HostInvocation) => Answer | Promise<Answer>;
}

/** What a skill says no with. */
export class RefusedAnswer extends Error {}

export interface ScriptedSkill extends Partial<Omit<ManifestInput, "id" | "path">> {
  readonly methods?: Readonly<Record<string, ScriptedMethod>>;
  /** Instead of one that is made of the rest. */
  readonly manifest?: Manifest;
}

export interface ScriptedHostOptions {
  readonly clock: Clock;
  readonly resolve?: Resolver | undefined;
  /** Certificates in PEM. */
  readonly trusted?: readonly string[] | undefined;
}

/** A host whose skills are functions. */
export class ScriptedHost implements SocketHost {
  readonly engine: { readonly clock: Clock; readonly store: MemoryStore };
  readonly network: SocketHost["network"];
  readonly attachments = new Attachments();
  private readonly skills = new Map<string, ScriptedSkill>();
  private readonly infos = new Map<string, HostedSkillInfo>();

  constructor({ clock, resolve, trusted }: ScriptedHostOptions) {
    const own = () => ({ ports: [] });
    this.engine = { clock, store: new MemoryStore() };
    this.network = { egress: openEgress({ own, ...(resolve && { resolve }) }), trusted };
  }

  /** Adds a skill, or replaces it. */
  put(id: string, skill: ScriptedSkill): void {
    const { methods = {}, manifest, ...input } = skill;
    this.skills.set(id, skill);
    this.infos.set(id, {
      id,
      manifest: manifest ?? completeManifest({ id, path: `${id}.wasm`, ...input }),
      status: "idle",
      descriptor: {
        version: 1,
        skill_id: `com.example.${id}`,
        skill_name: id,
        skill_version: "1.0.0",
        description: "",
        methods: Object.entries(methods).map(describe),
        requirements: [],
        sdk_version: 0,
      },
    });
    this.attachments.skillsChanged();
  }

  remove(id: string): void {
    this.skills.delete(id);
    this.infos.delete(id);
    this.attachments.skillsChanged();
  }

  notice(notice: HostNotice): void {
    this.attachments.notice(notice);
  }

  attach(attachment: Parameters<SocketHost["attach"]>[0]): () => void {
    return this.attachments.add(attachment);
  }

  list(): readonly HostedSkillInfo[] {
    return [...this.infos.values()];
  }

  async invoke(skillId: string, name: string, call: HostInvocation = {}): Promise<EngineResult> {
    const method = this.skills.get(skillId)?.methods?.[name];
    if (!method) throw new Error(`Cannot invoke "${skillId}/${name}": there is none`);
    try {
      return result({ value: await method.run(call.args ?? {}, call) });
    } catch (error) {
      if (error instanceof RefusedAnswer) return result({ error: error.message });
      throw error;
    }
  }
}

function result(part: { value?: Answer; error?: string }): EngineResult {
  const { value = null, error } = part;
  const nothing = { llmContext: undefined, state: undefined, commands: [] };
  return { ...nothing, value, error, requestId: "r", done: () => undefined };
}

function describe([name, method]: [string, ScriptedMethod]): MethodInfo {
  const { takes, requires = [] } = method;
  const more = requires.map((each) => param(each, { type: "string", encoding: "" }));
  return {
    name,
    description: "",
    params: takes === "none" ? more : [param("message", types[takes]), ...more],
    mcp_hidden: false,
    private_callback: false,
  };
}

const types = {
  text: { type: "string", encoding: "" },
  bytes: { type: "string", encoding: "base64" },
  any: { type: "object", encoding: "any" },
  number: { type: "number", encoding: "" },
};

function param(name: string, type: Pick<ParamInfo, "type" | "encoding">): ParamInfo {
  return { name, description: "", required: true, enum: [], properties: [], ...type };
}
