/** An answer for a request that isn't carried out; the reason is for people. */
export function refusal(
  status: number,
  reason: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = { jsonrpc: "2.0", error: { code: -32000, message: `Refused: ${reason}` }, id: null };
  return Response.json(body, { status, headers });
}
