import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PATH = "/usr/bin/chromium";

export const hasChromium = existsSync(PATH);

/** For titles of tests that are left out without it. */
export const chromiumTitle = hasChromium
  ? "in Chromium"
  : "left out: there is no /usr/bin/chromium";

/** A real browser that asks nobody but the pages it's shown. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: PATH,
    args: [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
}
