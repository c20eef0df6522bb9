// asc resolves the bare import "@luminarys/sdk-as" to this file and to nothing else.
export * from "./assembly/index";
