// @skill:id      org.luminarys.bench-echo
// @skill:name    "Echo"
// @skill:version 1.0.0
// @skill:require env KEY

import { getEnv } from "@luminarys/sdk-as";

// @skill:method ping "Nothing in, nothing out"
export function ping(): void {}

// @skill:method echo "The text itself"
// @skill:param  text required "A text"
// @skill:result "The same text"
export function echo(text: string): string {
  return text;
}

// @skill:method read_env "Many small host calls"
// @skill:param  count required "How many"
export function readEnv(count: i32): void {
  for (let i = 0; i < count; i++) getEnv("KEY");
}
