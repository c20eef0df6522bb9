import type { Source } from "./source.js";

export interface TemplateValues {
  /** For people, such as "My notes". */
  readonly name: string;
  /** Such as "com.example.my-notes". */
  readonly id: string;
  /** npm's name of this package, such as "@luminarys/sdk-as". */
  readonly sdkName: string;
  /** What npm installs as this package. */
  readonly sdk: string;
}

/** The files of a new project. `template` is the template's name, which its module has too. */
export function fillTemplate(
  files: readonly Source[],
  { template, values }: { template: string; values: TemplateValues },
): Source[] {
  return files.map(({ path, text }) => ({
    // npm takes files called .gitignore out of packages.
    path: path.replace(/(^|\/)_gitignore$/, "$1.gitignore"),
    text: fill(path, { text, template, values }),
  }));
}

interface Filling {
  readonly text: string;
  readonly template: string;
  readonly values: TemplateValues;
}

function fill(path: string, { text, template, values }: Filling): string {
  const { name, id } = values;
  const slug = slugOf(name);
  if (path === "package.json") return fillPackage(text, { slug, values });
  const named = text.replaceAll(`build/${template}`, `build/${slug}`);
  if (path === "manifest.yaml") return named.replace(/^id: .*$/m, `id: ${instanceOf(slug)}`);
  if (path.endsWith(".md")) {
    const called = named.replaceAll(`host call ${template} `, `host call ${instanceOf(slug)} `);
    return called.replace(/^# .*$/m, () => `# ${name}`);
  }
  const quoted = name.replace(/["\\]/g, "\\$&");
  return named
    .replace(/(@skill:id\s+)\S+/, (_, tag: string) => `${tag}${id}`)
    .replace(/(@skill:name\s+)".*"/, (_, tag: string) => `${tag}"${quoted}"`);
}

function fillPackage(
  text: string,
  { slug, values }: { slug: string; values: TemplateValues },
): string {
  const {
    name: _,
    devDependencies,
    ...rest
  } = JSON.parse(text) as {
    name: string;
    devDependencies: Record<string, string>;
  };
  const dependencies = { ...devDependencies, [values.sdkName]: values.sdk };
  const filled = { name: slug, ...rest, devDependencies: dependencies };
  return `${JSON.stringify(filled, null, 2)}\n`;
}

/** A name that npm, files and ids take: "My notes" becomes "my-notes", "Übung" "ubung". */
export function slugOf(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "");
  const slug = plain.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return slug.replace(/^-+|-+$/g, "") || "my-skill";
}

/** A manifest's ids begin with a letter. */
function instanceOf(slug: string): string {
  return /^[a-z]/.test(slug) ? slug : `skill-${slug}`;
}

/** "my-notes" becomes "My notes". */
export function nameOf(folder: string): string {
  const words = folder.replace(/[-_.\s]+/g, " ").trim() || "my skill";
  return words.charAt(0).toUpperCase() + words.slice(1);
}
