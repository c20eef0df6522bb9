import { skillPlugin } from "@luminarys/sdk-as/vitest";
import { defineConfig } from "vitest/config";

export default defineConfig({ plugins: [skillPlugin()] });
