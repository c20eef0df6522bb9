// @skill:id      org.luminarys.bench-hello
// @skill:name    "Hello world"
// @skill:version 1.0.0

// @skill:method hello "Greet somebody"
// @skill:param  name required "Who is greeted"
// @skill:result "The greeting"
export function hello(name: string): string {
  return "Hello, " + name + "!";
}
