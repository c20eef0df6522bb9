import { completeManifest } from "@luminarys/sdk-as/engine";
import {
  ConfigError,
  createHost,
  createSessionIds,
  loadHostConfig,
  WebFace,
} from "@luminarys/skill-host";
import { describe, expect, onTestFinished, test } from "vitest";
import { Workspace } from "../../config/workspace.js";
import { openSite } from "./site.js";
import { siteModule } from "./site-skill.js";

/** What starting says about these files; a manifest of the skill "site" is one of them. */
async function startWith(files: Record<string, string>): Promise<string[]> {
  const at = new Workspace({
    "site.yaml": "id: site\npath: site.wasm\n",
    ...files,
    "site.wasm": await siteModule(),
  });
  try {
    await start(at);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message.split("\n");
  }
  return [];
}

async function start(at: Workspace): Promise<void> {
  const config = loadHostConfig("host.yaml", { cwd: at.root, env: {} });
  const host = createHost({ onNotice: () => {} });
  onTestFinished(() => host.stop({ graceMs: 0 }));
  for (const { manifest } of config.skills) {
    await host.add({ manifest, module: await siteModule() });
  }
  const manifestOf = (id: string) => config.skills.find(({ manifest }) => manifest.id === id)?.file;
  const face = new WebFace({
    host,
    routes: config.web?.routes ?? [],
    secure: false,
    sessions: createSessionIds(Buffer.from("secret")),
    files: { host: config.file, manifestOf, cwd: at.root },
  });
  face.close();
}

describe("start fails, with file and line, for", () => {
  test("an unknown ref", async () => {
    const problems = await startWith({
      "host.yaml": `skills: [site.yaml]
web:
  routes:
    - { method: GET, path: /a, ref: sit }
    - { method: GET, path: /b, ref: site.helo }
    - { method: GET, path: /c, ref: site.on_time }
`,
    });
    expect(problems).toEqual([
      "Cannot use configuration: 3 problems",
      'host.yaml:4:37: Cannot find skill "sit": this host has site. Hint: did you mean "site"?',
      expect.stringMatching(
        /^host.yaml:5:37: Cannot find method "site.helo": the skill has .*Hint: did you mean "hello"\?$/,
      ),
      'host.yaml:6:37: Cannot call "site.on_time": it is a callback',
    ]);
  });

  test("a duplicate, also between host.yaml and a manifest", async () => {
    const problems = await startWith({
      "host.yaml": `skills: [site.yaml]
web:
  routes:
    - { method: GET, path: "/a/:x", ref: site.hello }
    - { method: POST, path: "/a/:x", ref: site.hello }
    - { method: GET, path: "/a/:y", ref: site.hello }
`,
      "site.yaml": `id: site
path: site.wasm
web:
  route: { method: POST, path: "/a/:z", ref: hello }
`,
    });
    expect(problems).toEqual([
      "Cannot use configuration: 2 problems",
      "host.yaml:6:28: Cannot declare GET /a/:y: host.yaml has GET /a/:x already",
      "site.yaml:4:32: Cannot declare POST /a/:z: host.yaml has POST /a/:x already",
    ]);
  });

  test("a bad pattern, in host.yaml and in a manifest", async () => {
    const problems = await startWith({
      "host.yaml": `skills: [site.yaml]
web: { routes: [{ method: GET, path: "/a/*", ref: site.hello }] }
`,
      "site.yaml": `id: site
path: site.wasm
web: { route: { method: GET, path: "a" } }
`,
    });
    expect(problems).toEqual([
      "Cannot use configuration: 2 problems",
      'host.yaml:2:38: Cannot read path "/a/*": "*" has no place in "*"',
      'site.yaml:3:36: Cannot read path "a": expected it to begin with "/"',
    ]);
  });

  test("a route to another skill in a manifest", async () => {
    const problems = await startWith({
      "host.yaml": "skills: [site.yaml, other.yaml]",
      "other.yaml": `id: other
path: site.wasm
web: { routes: [{ method: GET, path: /, ref: site.hello }] }
`,
    });
    expect(problems).toEqual([
      "Cannot use configuration: a problem",
      'other.yaml:3:46: Cannot call skill "site" from the manifest of "other". Hint: routes to other skills stand in host.yaml',
    ]);
  });

  test("nothing when all is right: both forms together are a union", async () => {
    const problems = await startWith({
      "host.yaml": `skills: [site.yaml]
web: { routes: [{ method: GET, path: /a, ref: site }] }
`,
      "site.yaml": `id: site
path: site.wasm
web:
  route: { method: GET, path: /b, ref: hello }
  routes: [{ method: GET, path: /c, ref: site.bytes }, { method: GET, path: /d }]
`,
    });
    expect(problems).toEqual([]);
  });
});

test("a manifest's routes come behind those of host.yaml", async () => {
  const { url } = await openSite({
    routes: ["GET /:x site.hello"],
    manifest: {
      web: {
        route: { method: "GET", path: "/secret", ref: "secret" },
        routes: [{ method: "POST", path: "/secret", ref: "site.secret" }],
      },
    },
  });
  const get = await (await fetch(`${url}/secret`)).text();
  const post = await (await fetch(`${url}/secret`, { method: "POST" })).text();
  expect([get, post]).toEqual(["<p>hello</p>", "internal"]);
});

describe("while the host runs", () => {
  const manifest = (path: string, ref = "hello") =>
    completeManifest({
      id: "site",
      path: "site.wasm",
      web: { route: { method: "GET", path, ref } },
    });

  test("routes of a changed manifest replace its old ones", async () => {
    const { url, host } = await openSite({ manifest: { web: manifest("/old").web ?? {} } });
    await host.replace({ manifest: manifest("/new"), module: await siteModule() });
    const found = await Promise.all(["/old", "/new"].map((path) => fetch(url + path)));
    expect(found.map(({ status }) => status)).toEqual([404, 200]);
  });

  test("a new skill brings its routes, and takes them with it", async () => {
    const { url, host, add } = await openSite();
    const web = { route: { method: "GET", path: "/other", ref: "hello" } };
    await add("other", { web });
    expect((await fetch(`${url}/other`)).status).toBe(200);
    await host.remove("other");
    expect((await fetch(`${url}/other`)).status).toBe(404);
  });

  test("a broken change keeps the old routes and is told once, until it is mended", async () => {
    const { url, host, problems, add } = await openSite({
      manifest: { web: manifest("/old").web ?? {} },
    });
    await host.replace({ manifest: manifest("/new", "helo"), module: await siteModule() });
    await add("other");
    expect(problems).toEqual([
      {
        file: 'manifest of "site", web route 1',
        message: expect.stringMatching(/^Cannot find method "site.helo": /),
        hint: 'did you mean "hello"?',
      },
    ]);
    expect((await fetch(`${url}/old`)).status).toBe(200);
    await host.replace({ manifest: manifest("/new"), module: await siteModule() });
    expect((await fetch(`${url}/new`)).status).toBe(200);
    expect(problems).toHaveLength(1);
  });
});
