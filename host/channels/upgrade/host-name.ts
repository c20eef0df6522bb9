import { parseUrl } from "@luminarys/sdk-as/engine/cores";

/**
 * The name or address of a Host header, without port, lower-case; an IPv6 address in brackets.
 * undefined for what is none.
 */
export function hostName(text: string): string | undefined {
  const isBareV6 = text.split(":").length > 2 && !text.startsWith("[");
  const url = `http://${isBareV6 ? `[${text}]` : text}`;
  if (!/^[A-Za-z0-9._:[\]-]+$/.test(text)) return undefined;
  return parseUrl(url)?.hostname;
}
