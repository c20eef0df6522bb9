// The only import outside `env`: WASI's random_get, in skills that ask for randomness.
export { wasi_crypto as SkillCrypto } from "@assemblyscript/wasi-shim/assembly/wasi_crypto";
export { wasi_seed as skillSeed } from "@assemblyscript/wasi-shim/assembly/wasi_internal";
