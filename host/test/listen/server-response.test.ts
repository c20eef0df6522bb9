import { expect, test } from "vitest";

test("the server's Response is taken without replacing the platform's", async () => {
  const before = [globalThis.Request, globalThis.Response];
  const { ServerResponse } = await import("../../listen/server-response.js");
  expect([globalThis.Request, globalThis.Response]).toEqual(before);
  expect(ServerResponse).not.toBe(globalThis.Response);
  const response = new ServerResponse("text", { status: 201, headers: { "x-a": "1" } });
  expect(response).toBeInstanceOf(Response);
  expect([response.status, response.headers.get("x-a")]).toEqual([201, "1"]);
  expect(await response.text()).toBe("text");
});
