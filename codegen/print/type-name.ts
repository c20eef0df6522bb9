import type { RecordModel, ValueType } from "../model.js";

/** A type's name inside function names: `readItemList`. Equal types have equal names. */
export function typeName(type: ValueType, records: ReadonlyMap<string, RecordModel>): string {
  const bare = bareName(type, records);
  return type.nullable ? `${bare}OrNull` : bare;
}

function bareName(type: ValueType, records: ReadonlyMap<string, RecordModel>): string {
  switch (type.kind) {
    case "string":
      return "String";
    case "bool":
      return "Bool";
    case "int":
    case "float":
      return type.name.toUpperCase();
    case "bytes":
      return "Bytes";
    case "any":
      return "Value";
    case "list":
      return `${typeName(type.of, records)}List`;
    case "map":
      return `${typeName(type.of, records)}Map`;
    case "record":
      return records.get(type.key)?.name ?? type.key;
  }
}
