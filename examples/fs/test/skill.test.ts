import { createMockHost } from "@luminarys/sdk-as/testing";
import { describe, expect, test } from "vitest";
import skill from "../assembly?skill";
import type { SearchAndEditClient } from "./client.js";
import { tour } from "./tour.js";

const manifest = new URL("../manifest.yaml", import.meta.url);

/** A project in which "colour" stands three times, in two files. */
function createProject() {
  const host = createMockHost({ skill, manifest });
  host.fs.write("/project/README.md", "Paints\n\nPick a colour, any colour.\n");
  host.fs.write("/project/src/paint.ts", 'export const colour = "red";\n');
  host.fs.write("/project/src/brush.ts", "export const width = 3;\n");
  return { host, client: host.client<SearchAndEditClient>() };
}

const toAmerican = { find: "colour", replacement: "color" };

describe("searching", () => {
  test("finds files by name, wherever they are", () => {
    const { client } = createProject();
    expect(client.findFiles({ patterns: ["*.ts"] })).toEqual([
      "/project/src/brush.ts",
      "/project/src/paint.ts",
    ]);
  });

  test("shows the lines with a text", () => {
    const { client } = createProject();
    expect(client.search({ query: "colour", include: ["*.md"] })).toEqual([
      { path: "/project/README.md", line: 3, text: "Pick a colour, any colour." },
    ]);
  });

  test("takes an expression, and says what is wrong with one", () => {
    const { host, client } = createProject();
    const [match] = client.search({ query: "const \\w+ = \\d", mode: "regex" });
    expect(match?.path).toBe("/project/src/brush.ts");
    expect(host.call("search", { query: "(", mode: "regex" })).toFailWith("missing closing )");
    expect(client.search({ query: "(" })).toEqual([]);
  });

  test("tells the model when there is more than it shows", () => {
    const { host } = createProject();
    const { value, llmContext } = host.call("search", { query: "export", limit: 1 });
    expect(value).toHaveLength(1);
    expect(llmContext).toBe("These are 1 of 2 lines.");
  });
});

describe("a preview", () => {
  test("shows every line before and after, and changes nothing", () => {
    const { host, client } = createProject();
    expect(client.previewReplace(toAmerican)).toEqual({
      replacements: 3,
      changes: [
        {
          path: "/project/README.md",
          line: 3,
          before: "Pick a colour, any colour.",
          after: "Pick a color, any color.",
        },
        {
          path: "/project/src/paint.ts",
          line: 1,
          before: 'export const colour = "red";',
          after: 'export const color = "red";',
        },
      ],
    });
    expect(host).not.toHaveCalledHost("fs_write");
  });
});

describe("replacing", () => {
  test("changes what the preview announced", () => {
    const { host, client } = createProject();
    const changed = client.replace({ ...toAmerican, expected: 3 });
    expect(changed).toEqual(["/project/README.md", "/project/src/paint.ts"]);
    expect(host.fs.text("/project/README.md")).toBe("Paints\n\nPick a color, any color.\n");
  });

  test("changes nothing when the files aren't as in the preview any more", () => {
    const { host, client } = createProject();
    const { replacements } = client.previewReplace(toAmerican);
    host.fs.write("/project/new.md", "colour");
    const args = { ...toAmerican, expected: replacements };
    expect(host.call("replace", args).error).toBe(
      "Cannot replace: found 4 places, expected 3. Hint: call preview_replace",
    );
    expect(host.fs.text("/project/new.md")).toBe("colour");
  });

  test("puts files back when one of them can't be written", () => {
    const { host } = createProject();
    const before = host.fs.text("/project/README.md");
    host.fs.readonly("/project/src/paint.ts");
    const { error } = host.call("replace", { ...toAmerican, expected: 3 });
    expect(error).toBe(
      'Cannot write "/project/src/paint.ts": the file system is read-only. Nothing was changed',
    );
    expect(host.fs.text("/project/README.md")).toBe(before);
  });

  test("names the files that it couldn't put back", () => {
    const { host } = createProject();
    host.fs.readonly("/project/src/paint.ts");
    const args = { ...toAmerican, expected: 3 };
    // Calls 4 and 5 write the files, of which the second can't be; call 6 puts the first one back.
    host.faults.at(6, "unavailable");
    expect(host.call("replace", args)).toFailWith("Changed and not put back: /project/README.md");
  });

  test("leaves files alone that aren't text", () => {
    const { host } = createProject();
    const bytes = Uint8Array.from([...Buffer.from("colour "), 0xff]);
    host.fs.write("/project/palette.bin", bytes);
    const { llmContext } = host.call("replace", { ...toAmerican, expected: 3 });
    expect(llmContext).toBe("Left alone, because they aren't UTF-8: /project/palette.bin.");
    expect(host.fs.read("/project/palette.bin")).toEqual(bytes);
  });

  test.each([
    ["", "the text to find is empty"],
    ["a\nb", "the text to find has more than one line"],
  ])("refuses to look for %j, and works on", (find, reason) => {
    const { host, client } = createProject();
    const { error } = host.call("replace", { find, replacement: "", expected: 0 });
    expect(error).toBe(`Cannot replace: ${reason}`);
    expect(client.replace({ ...toAmerican, expected: 3 })).toHaveLength(2);
  });
});

describe("the manifest", () => {
  test("keeps it inside the project, and the error says what to grant", () => {
    const { host, client } = createProject();
    host.fs.write("/etc/colours", "colour");
    const result = host.call("search", { query: "colour", folder: "/etc" });
    expect(result).toBeDenied("fs");
    expect(result.error).toBe(
      'Cannot search "/etc": outside the allowed directories (/project/**:rw). ' +
        'Hint: add "/etc:ro" to permissions.fs.dirs',
    );
    expect(client.search({ query: "colour" })).toHaveLength(2);
  });

  test("may grant reading alone: then nothing is changed", () => {
    const readOnly = { permissions: { fs: { enabled: true, dirs: ["/project:ro"] } } };
    const host = createMockHost({ skill, manifest: readOnly });
    host.fs.write("/project/README.md", "colour");
    const result = host.call("replace", { ...toAmerican, expected: 1 });
    expect(result).toBeDenied("fs");
    expect(result).toFailWith("Nothing was changed");
    expect(host.fs.text("/project/README.md")).toBe("colour");
  });
});

test("every failure of the host is told, none is a trap", () => {
  createMockHost({ skill, manifest }).faults.campaign(tour).demandNone();
});
