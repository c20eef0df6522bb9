import { getEnv } from "@luminarys/sdk-as";

/** The variables of the manifest's `env`, read one at a time through `env_get`. */
class Environment {
  /** The variable's value, "" when it's unset. */
  @operator("[]") get(name: string): string {
    return getEnv(name);
  }

  /** False for an empty variable too: the host doesn't tell these apart. */
  has(name: string): bool {
    return getEnv(name).length > 0;
  }
}

/** Stands in for `process`, of which skills have the environment only. */
export class SkillProcess {
  static get env(): Environment {
    return new Environment();
  }
}
