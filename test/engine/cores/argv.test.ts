import { describe, expect, test } from "vitest";
import { CommandSyntaxError, parseArgv } from "../../../engine/cores/argv.js";

const read: [command: string, argv: string[]][] = [
  ["ls", ["ls"]],
  ["ls -la /data", ["ls", "-la", "/data"]],
  ["  ls \t -l  ", ["ls", "-l"]],
  [`echo "a b"`, ["echo", "a b"]],
  ["echo 'a b'", ["echo", "a b"]],
  [`echo "it's" 'say "x"'`, ["echo", "it's", 'say "x"']],
  [`echo a"b c"d'e f'g`, ["echo", "ab cde fg"]],
  [`echo ""`, ["echo", ""]],
  ["echo ''", ["echo", ""]],
  ["echo a\\ b", ["echo", "a b"]],
  ["echo \\; \\| \\& \\> \\(", ["echo", ";", "|", "&", ">", "("]],
  [`echo ";|&<>()"`, ["echo", ";|&<>()"]],
  ["echo ';|&<>()$(x)`y`'", ["echo", ";|&<>()$(x)`y`"]],
  [`echo "a\\"b\\\\c\\$d\\\`e"`, ["echo", 'a"b\\c$d`e']],
  [`echo "a\\nb"`, ["echo", "a\\nb"]],
  ["echo 'a\\nb'", ["echo", "a\\nb"]],
  [`echo "a\nb"`, ["echo", "a\nb"]],
  ["echo 'a\nb'", ["echo", "a\nb"]],
  ["echo *.txt ~ {a,b} [c] ? #d !e", ["echo", "*.txt", "~", "{a,b}", "[c]", "?", "#d", "!e"]],
  ["grep foo$ x", ["grep", "foo$", "x"]],
  [`grep "foo$" x`, ["grep", "foo$", "x"]],
  ["awk '{print $1}' f", ["awk", "{print $1}", "f"]],
  ["X=1 env", ["X=1", "env"]],
  ["echo a\u00a0b", ["echo", "a\u00a0b"]],
  [
    "echo a\uff1bb \uff5c \uff06\uff06 \uff1e",
    ["echo", "a\uff1bb", "\uff5c", "\uff06\uff06", "\uff1e"],
  ],
  ["echo \u2018a b\u2019", ["echo", "\u2018a", "b\u2019"]],
];

test.each(read)("%j is read", (command, argv) => {
  expect(parseArgv(command)).toEqual(argv);
});

const refused: [command: string, message: string][] = [
  ["", "the command is empty at character 1"],
  ["   ", "the command is empty at character 1"],
  ['""', "the command is empty at character 1"],
  ["a; b", 'chaining (";") isn\'t allowed at character 2'],
  ["a && b", 'chaining ("&") isn\'t allowed at character 3'],
  ["a || b", 'chaining ("|") isn\'t allowed at character 3'],
  ["a | b", 'chaining ("|") isn\'t allowed at character 3'],
  ["a|b", 'chaining ("|") isn\'t allowed at character 2'],
  ["a &", 'chaining ("&") isn\'t allowed at character 3'],
  ["a;", 'chaining (";") isn\'t allowed at character 2'],
  ["a'b';c", 'chaining (";") isn\'t allowed at character 5'],
  ["a > f", 'redirection (">") isn\'t allowed at character 3'],
  ["a >> f", 'redirection (">") isn\'t allowed at character 3'],
  ["a 2>&1", 'redirection (">") isn\'t allowed at character 4'],
  ["a < f", 'redirection ("<") isn\'t allowed at character 3'],
  ["a <(b)", 'redirection ("<") isn\'t allowed at character 3'],
  ["a <<EOF", 'redirection ("<") isn\'t allowed at character 3'],
  ["(a)", 'a subshell ("(") isn\'t allowed at character 1'],
  ["a $(b)", 'substitution ("$(") isn\'t allowed at character 3'],
  ['a "$(b)"', 'substitution ("$(") isn\'t allowed at character 4'],
  ["a `b`", 'substitution ("`") isn\'t allowed at character 3'],
  ['a "`b`"', 'substitution ("`") isn\'t allowed at character 4'],
  ["a $HOME", 'a variable ("$H") isn\'t replaced here at character 3'],
  ["a ${HOME}", 'a variable ("${") isn\'t replaced here at character 3'],
  ['a "$HOME"', 'a variable ("$H") isn\'t replaced here at character 4'],
  ["a $1", 'a variable ("$1") isn\'t replaced here at character 3'],
  ["a $'b'", "a variable (\"$'\") isn't replaced here at character 3"],
  ["a $?", 'a variable ("$?") isn\'t replaced here at character 3'],
  ["a\nb", 'a second line ("\\n") isn\'t allowed at character 2'],
  ["a\r\nb", 'a second line ("\\r") isn\'t allowed at character 2'],
  ["a \\\nb", "a second line isn't allowed at character 3"],
  ["a\n", 'a second line ("\\n") isn\'t allowed at character 2'],
  ["a \0", "a NUL character isn't allowed at character 3"],
  ["a \\\0", "a NUL character isn't allowed at character 4"],
  ["a '\0'", "a NUL character isn't allowed at character 4"],
  ["a 'b", 'a quote ("\'") is never closed at character 3'],
  ['a "b', "a quote ('\"') is never closed at character 3"],
  ['a "b\\"', "a quote ('\"') is never closed at character 3"],
  ["a \\", "a backslash escapes nothing at character 3"],
];

describe("what only a shell could do is refused", () => {
  test.each(refused)("%j", (command, message) => {
    const at = Number(message.split(" ").at(-1));
    expect(() => parseArgv(command)).toThrow(
      new CommandSyntaxError(message.replace(/ at character \d+$/, ""), at),
    );
  });
});
