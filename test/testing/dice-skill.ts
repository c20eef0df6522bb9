/** A skill that asks for all the randomness that there is, and logs it. */
export const diceSource = `// @skill:id org.luminarys.dice
// @skill:name "Dice"
// @skill:version 1.0.0

import { log } from "@luminarys/sdk-as";

// @skill:method roll "Throws a die"
// @skill:result "1 to 6"
export function roll(): i32 {
  const value = 1 + <i32>(Math.random() * 6);
  log("info", "rolled " + value.toString(), []);
  return value;
}

// @skill:method token "Makes a token"
// @skill:result "16 bytes"
export function token(): Uint8Array {
  const bytes = new Uint8Array(16);
  crypto.getRandomValues(bytes);
  return bytes;
}

// @skill:method today "Says when it is"
// @skill:result "Unix time in milliseconds"
export function today(): i64 {
  return Date.now();
}
`;
