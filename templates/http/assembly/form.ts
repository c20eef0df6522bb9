export class Field {
  name: string = "";
  value: string = "";
}

/** Fields as a query or a form's body holds them: `name=Ada&tag=a%20b`. */
export function encodeForm(fields: Field[]): string {
  return fields
    .map<string>((field) => encodeURIComponent(field.name) + "=" + encodeURIComponent(field.value))
    .join("&");
}
