// @skill:id      org.luminarys.bench-files
// @skill:name    "Files"
// @skill:version 1.0.0

import { fsRead } from "@luminarys/sdk-as";

// @skill:method read "Reads a file again and again"
// @skill:param  path required "Which"
// @skill:param  count required "How often"
// @skill:result "Bytes read"
export function read(path: string, count: i32): i64 {
  let bytes: i64 = 0;
  for (let i = 0; i < count; i++) bytes += fsRead(path).length;
  return bytes;
}
