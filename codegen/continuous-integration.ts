/** Whether nobody sits at the terminal, and findings are to be marked in a change. */
export function isContinuousIntegration({
  CI,
}: Readonly<Record<string, string | undefined>>): boolean {
  return CI !== undefined && CI !== "" && CI !== "0" && CI !== "false";
}
