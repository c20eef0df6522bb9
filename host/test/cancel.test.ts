import { createHost, HostLimitError } from "@luminarys/skill-host";
import { expect, onTestFinished, test } from "vitest";
import { guestSkill, LOOP, MISBEHAVE, manifestFor } from "./guest-skill.js";

async function loopingHost() {
  const host = createHost({ onNotice: () => {} });
  onTestFinished(() => host.stop({ graceMs: 0 }));
  const module = guestSkill({ misbehave: LOOP });
  await host.add({ manifest: manifestFor("skill"), module });
  const answer = async () => (await host.invoke("skill", "run")).value;
  return { host, answer };
}

const cancelled = new HostLimitError('Cannot finish "skill/run": it was cancelled', {
  code: "cancelled",
});

test("a call that runs ends when it is cancelled, and the skill goes on", async () => {
  const { host, answer } = await loopingHost();
  const { signal, abort } = cancelling();
  const call = host.invoke("skill", "run", { args: MISBEHAVE, signal });
  const ended = expect(call).rejects.toEqual(cancelled);
  abort();
  await ended;
  expect(await answer()).toBe("fine");
});

test("a call that waits never runs once it is cancelled", async () => {
  const { host, answer } = await loopingHost();
  const [first, second] = [cancelling(), cancelling()];
  const calls = [first, second].map(({ signal }) =>
    expect(host.invoke("skill", "run", { args: MISBEHAVE, signal })).rejects.toEqual(cancelled),
  );
  second.abort();
  first.abort();
  await Promise.all(calls);
  expect(await answer()).toBe("fine");
});

test("a call isn't made whose signal is aborted already", async () => {
  const { host, answer } = await loopingHost();
  const call = host.invoke("skill", "run", { signal: AbortSignal.abort() });
  await expect(call).rejects.toEqual(cancelled);
  expect(await answer()).toBe("fine");
});

test("a signal that is aborted after the answer changes nothing", async () => {
  const { host, answer } = await loopingHost();
  const { signal, abort } = cancelling();
  expect((await host.invoke("skill", "run", { signal })).value).toBe("fine");
  abort();
  expect(await answer()).toBe("fine");
});

test("a call that nobody wants any more is dropped in its turn, and the one before it goes on", async () => {
  const { host, answer } = await loopingHost();
  const { signal, abort } = cancelling();
  const running = host.invoke("skill", "run", { args: MISBEHAVE, signal });
  const ended = expect(running).rejects.toEqual(cancelled);
  let isWanted = true;
  const waiting = host.invoke("skill", "run", { isWanted: () => isWanted });
  const dropped = expect(waiting).rejects.toEqual(cancelled);
  isWanted = false;
  abort();
  await Promise.all([ended, dropped]);
  expect(await answer()).toBe("fine");
});

test("a call that runs goes on when nobody wants it any more", async () => {
  const { host, answer } = await loopingHost();
  let isWanted = true;
  const call = host.invoke("skill", "run", { isWanted: () => isWanted });
  isWanted = false;
  expect((await call).value).toBe("fine");
  expect(await answer()).toBe("fine");
});

function cancelling() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
