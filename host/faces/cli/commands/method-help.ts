import type { MethodInfo, ParamInfo } from "@luminarys/sdk-as/engine";
import { typeOf } from "@luminarys/sdk-as/engine/cores";
import type { Workplace } from "../command-context.js";
import { demandMethod } from "../demand-method.js";
import { exampleCall } from "../example-call.js";
import { findSkill } from "../find-skill.js";
import { loadSkill } from "../load-skill.js";
import { fieldRows, paramRow } from "../render/field-rows.js";
import { harmless } from "../style.js";
import { alignRows } from "../table.js";

export interface MethodHelpFlags {
  readonly config?: string;
  readonly manifest?: string;
}

/** Says what a method is for and which arguments it takes. Gives the exit code. */
export async function methodHelpCommand(
  { name, method }: { readonly name: string; readonly method: string },
  { flags: { config, manifest }, place }: { flags: MethodHelpFlags; place: Workplace },
): Promise<number> {
  const { terminal } = place;
  const target = findSkill(name, { terminal, config, manifest });
  const { descriptor } = await loadSkill(target, place);
  terminal.out(harmless(printHelp(name, demandMethod(method, descriptor))));
  return 0;
}

function printHelp(skill: string, method: MethodInfo): string {
  const { description, params, result } = method;
  const blocks = [
    `Usage: skill-host call ${skill} ${exampleCall(method)}`,
    description,
    params.length === 0 ? "" : ["Arguments:", ...alignRows(params.flatMap(rowsOf))].join("\n"),
    result ? `Answer: ${[typeOf(result), result.description].filter(Boolean).join("  ")}` : "",
    "Options of all calls: skill-host call --help",
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

function rowsOf(param: ParamInfo): string[][] {
  return [paramRow(param, "  --"), ...fieldRows(param, "    ")];
}
