#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { main } from "../dist/codegen/cli.js";

// asc is WebAssembly that one command runs once: to optimize it meanwhile takes longer than that saves.
setFlagsFromString("--liftoff-only");

process.exitCode = await main(process.argv.slice(2));
