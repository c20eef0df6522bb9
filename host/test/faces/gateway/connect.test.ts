import { describe, expect, it } from "vitest";
import { methods } from "../../../faces/gateway/methods.js";
import { demandRole, methodRoles } from "../../../faces/gateway/roles.js";
import { readVersion } from "../../../version.js";
import { openWorld, secretOf, settle } from "./gateway-world.js";

const unauthorized = (message: string) => ({ code: "UNAUTHORIZED", message, retryable: false });

describe("connect", () => {
  it("answers with the protocol, the role, the user and the server", async () => {
    const peer = openWorld().open();
    const payload = await peer.demand("connect", { token: secretOf("team"), user_id: "ann" });
    expect(payload).toEqual({
      protocol: 3,
      role: "operator",
      user_id: "ann",
      server: { name: "skill-host", version: readVersion() },
    });
  });

  it("comes first: before it everything is refused, and the connection stays", async () => {
    const peer = openWorld().open();
    for (const method of [...methods.keys(), "nothing"]) {
      expect(await peer.refusal(method)).toEqual(
        unauthorized(`Cannot call ${method}: connect comes first`),
      );
    }
    await peer.demand("connect", { user_id: "ann" });
    expect(await peer.demand("health")).toEqual({ status: "ok" });
  });

  it("without a token makes a viewer, also with an empty one", async () => {
    const world = openWorld();
    expect(await world.open().demand("connect", { user_id: "ann" })).toMatchObject({
      role: "viewer",
    });
    expect(await world.open().demand("connect", { user_id: "ann", token: "" })).toMatchObject({
      role: "viewer",
    });
  });

  it("without a token makes an operator where the configuration says so", async () => {
    const peer = openWorld({ config: { anonymous: "operator" } }).open();
    expect(await peer.demand("connect", { user_id: "ann" })).toMatchObject({ role: "operator" });
    expect(await peer.demand("agents.list")).toMatchObject({ agents: [{}, {}] });
  });

  it.each(["viewer", "operator"] as const)(
    "without a token is refused beyond loopback, whatever %s it would be",
    async (anonymous) => {
      const peer = openWorld({ loopback: false, config: { anonymous } }).open();
      expect(await peer.refusal("connect", { user_id: "ann" })).toEqual(
        unauthorized("Cannot connect: token is missing, and this address takes nobody without one"),
      );
      const welcome = await peer.demand("connect", { token: secretOf("team"), user_id: "ann" });
      expect(welcome).toMatchObject({ role: "operator" });
    },
  );

  it("with a wrong token is refused, not made a viewer", async () => {
    const peer = openWorld().open();
    expect(await peer.refusal("connect", { token: "guess", user_id: "ann" })).toEqual(
      unauthorized("Cannot connect: unknown token"),
    );
    expect(await peer.refusal("health")).toEqual(
      unauthorized("Cannot call health: connect comes first"),
    );
  });

  it("gives each token its role", async () => {
    const world = openWorld();
    const roles = ["guest", "team", "root"].map(async (name) => {
      const params = { token: secretOf(name), user_id: "ann" };
      return (await world.open().demand("connect", params)).role;
    });
    expect(await Promise.all(roles)).toEqual(["viewer", "operator", "admin"]);
  });

  it("without user_id is UNAUTHORIZED, also with an empty one", async () => {
    const peer = openWorld().open();
    const refused = unauthorized(
      "Cannot connect: user_id is missing, expected a text of 1 to 255 characters",
    );
    expect(await peer.refusal("connect", {})).toEqual(refused);
    expect(await peer.refusal("connect", { user_id: "" })).toEqual(refused);
    expect(await peer.demand("connect", { user_id: "a" })).toMatchObject({ user_id: "a" });
  });

  it("takes a user_id of 255 characters, of whatever script, and no longer one", async () => {
    const world = openWorld();
    const longest = "\u{1f600}".repeat(255);
    const welcome = await world.open().demand("connect", { user_id: longest });
    expect(welcome.user_id).toBe(longest);
    const peer = world.open();
    expect(await peer.refusal("connect", { user_id: "u".repeat(256) })).toEqual({
      code: "INVALID_REQUEST",
      message: `Cannot call connect: user_id is "${"u".repeat(39)}..., expected a text of 1 to 255 characters`,
      retryable: false,
    });
  });

  it.each([
    [5, "5"],
    [null, "nothing"],
    [["ann"], "a list"],
    ["\ud800", '"\\ud800"'],
  ])("refuses the user_id %j", async (user_id, shown) => {
    const peer = openWorld().open();
    expect(await peer.refusal("connect", { user_id })).toMatchObject({
      code: "INVALID_REQUEST",
      message: `Cannot call connect: user_id is ${shown}, expected a text of 1 to 255 characters`,
    });
  });

  it("a second time is FAILED_PRECONDITION, and the first user stays", async () => {
    const world = openWorld();
    const peer = await world.join();
    expect(await peer.refusal("connect", { user_id: "bob", token: secretOf("root") })).toEqual({
      code: "FAILED_PRECONDITION",
      message: "Cannot connect: this connection has a user",
      retryable: false,
    });
    expect(await peer.refusal("sessions.list", { all: true })).toMatchObject({
      code: "UNAUTHORIZED",
    });
  });

  it("has to come within 30 seconds", async () => {
    const { open, clock, lines } = openWorld();
    const late = open("192.0.2.7");
    clock.advance(30_000);
    expect(await late.ended).toBe("no connect within 30000 ms");
    await settle();
    expect(lines).toEqual([
      "a connection from 192.0.2.7 without user was closed: no connect within 30000 ms",
    ]);
  });

  it("leaves those alone that have connected", async () => {
    const { join, clock } = openWorld();
    const peer = await join();
    clock.advance(3_600_000);
    expect(await peer.demand("health")).toEqual({ status: "ok" });
  });
});

describe("who guesses tokens", () => {
  it("is told three times, then the connection is closed", async () => {
    const peer = openWorld().open();
    const tries = [1, 2, 3].map(() => peer.refusal("connect", { token: "no", user_id: "ann" }));
    const refused = unauthorized("Cannot connect: unknown token");
    expect(await Promise.all(tries)).toEqual([refused, refused, refused]);
    expect(await peer.ended).toBe("too many tries to connect");
  });

  it("is put off by address, and others aren't", async () => {
    const world = openWorld();
    for (let guess = 0; guess < 20; guess++) {
      await world.open("192.0.2.7").refusal("connect", { token: `no ${guess}`, user_id: "eve" });
    }
    const right = { token: secretOf("team"), user_id: "ann" };
    expect(await world.open("192.0.2.7").refusal("connect", right)).toEqual({
      code: "RESOURCE_EXHAUSTED",
      message: "Cannot connect: too many wrong tokens came from this address",
      retryable: true,
      retryAfterMs: 5000,
    });
    expect(await world.open("192.0.2.8").demand("connect", right)).toMatchObject({ protocol: 3 });
    world.clock.advance(5000);
    expect(await world.open("192.0.2.7").demand("connect", right)).toMatchObject({ protocol: 3 });
  });
});

describe("roles", () => {
  const viewers = ["health", "status", "skills.list"];

  it("are declared for every method", () => {
    expect([...methodRoles.keys()].sort()).toEqual(["connect", ...methods.keys()].sort());
  });

  it("let a viewer call connect, health, status and skills.list only", async () => {
    const peer = await openWorld().join({ token: "guest" });
    for (const method of viewers) expect(await peer.request(method)).toMatchObject({ ok: true });
    for (const method of methods.keys()) {
      if (viewers.includes(method)) continue;
      const reason = "it needs the role operator, and this connection has viewer";
      expect(await peer.refusal(method)).toEqual(
        unauthorized(`Cannot call ${method}: ${reason}. Hint: connect with a token of that role`),
      );
    }
  });

  it.each(["team", "root"])("let those with the token %s call every method", async (name) => {
    const peer = await openWorld().join({ token: name });
    for (const method of methods.keys()) {
      const response = await peer.request(method, { odd: 1 });
      expect(response).toMatchObject({ ok: false, error: { code: "INVALID_REQUEST" } });
    }
  });

  it.each(["viewer", "operator", "admin"] as const)(
    "that aren't declared refuse a method to a %s",
    (role) => {
      const roles = new Map([["health", "viewer"] as const]);
      expect(() => demandRole(role, { method: "secret", roles })).toThrow(
        expect.objectContaining({
          code: "UNAUTHORIZED",
          message: "Cannot call secret: it has no declared role",
        }),
      );
      demandRole(role, { method: "health", roles });
    },
  );
});
