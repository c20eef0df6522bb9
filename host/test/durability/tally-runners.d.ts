import type { SkillRunner } from "@luminarys/sdk-as/engine";

export function tallyRunner(): SkillRunner;
export function workerRunner(): SkillRunner;
