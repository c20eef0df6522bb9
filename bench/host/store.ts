import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { completeManifest, type StoreChange } from "@luminarys/sdk-as/engine";
import { buildPackage } from "../../test/support/build-packages.js";
import { buildSkill } from "../../test/support/build-skill.js";
import { compareAsync } from "../compare-async.js";
import type { Row } from "../report.js";

const group = "host store";
const name = "a call that stores state and a value, on disk";

const source = `
// @skill:id com.example.storing
// @skill:name "Storing"
// @skill:version 1.0.0

import { Context, Encoder, utf8 } from "@luminarys/sdk-as";

// @skill:method store "Store"
export function store(ctx: Context): void {
  const value = new Encoder();
  value.encode_str("a value that is some thirty bytes");
  ctx.setState(utf8("a state that is also thirty bytes"));
  ctx.storeKV("key", value.finish());
}
`;

const bytes = new Uint8Array(34).fill(1);
const changes: readonly StoreChange[] = [
  { kind: "state", skillId: "bare", sessionId: "s", state: bytes },
  { kind: "value", key: "bare", value: bytes, skillId: "bare" },
];

/** A call of a skill in its thread whose answer is on the disk, against the store's own commit of that. */
export async function measureStore(wanted: (name: string) => boolean): Promise<Row[]> {
  if (!wanted(`${group} ${name}`)) return [];
  buildPackage("@luminarys/sdk-as");
  buildPackage("@luminarys/skill-host");
  const built = new URL("../../host/dist/index.js", import.meta.url);
  const { createHost, openLmdbStore } = (await import(
    built.href
  )) as typeof import("../../host/index.js");
  const path = mkdtempSync(join(tmpdir(), "store-"));
  const store = await openLmdbStore({ path });
  const host = createHost({ store });
  const { wasm } = await buildSkill(source);
  const manifest = completeManifest({ id: "skill", path: "skill.wasm" });
  await host.add({ manifest, module: wasm });
  const { ratio, floorNs, subjectNs } = await compareAsync(
    () => store.commit(changes),
    () => host.invoke("skill", "store", { sessionId: "s" }),
  );
  await host.stop();
  await store.close();
  rmSync(path, { recursive: true });
  const rate = (ns: number) => `${Math.round(1e9 / ns)}/s`;
  const detail = `${rate(subjectNs)} against ${rate(floorNs)}`;
  // Half of the rate is twice the time.
  return [{ group, name, value: ratio, unit: "x floor", limit: 2, detail }];
}
