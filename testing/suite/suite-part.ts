import type { World } from "./world.js";

interface Expectation {
  toBe(wanted: unknown): void;
  toEqual(wanted: unknown): void;
  toMatchObject(wanted: object): void;
}

/** What a test runner hands to a test. */
export interface TestContext {
  /** Ends the test and shows it as skipped. */
  skip(note?: string): never;
}

/** What the suite needs of a test runner; vitest's own fit. */
export interface TestTools {
  describe(title: string, run: () => void): unknown;
  test(title: string, run: (context: TestContext) => Promise<void>): unknown;
  expect(value: unknown): Expectation;
}

/** What a part of the suite is written with. */
export interface SuitePart extends TestTools {
  /** A test with a world of its own. */
  promise(title: string, run: (world: World, context: TestContext) => Promise<void>): void;
}
