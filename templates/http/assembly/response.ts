import { HttpResponse } from "@luminarys/sdk-as";

/** The value of the first header of that name, in whatever case; "" when there is none. */
export function findHeader(response: HttpResponse, name: string): string {
  const wanted = name.toLowerCase();
  for (let i = 0; i < response.headers.length; i++) {
    const header = response.headers[i];
    if (header.name.toLowerCase() == wanted) return header.value;
  }
  return "";
}

export function isJson(response: HttpResponse): bool {
  return findHeader(response, "content-type").startsWith("application/json");
}
