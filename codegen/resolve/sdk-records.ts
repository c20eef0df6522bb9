import { areas, batchItem, guestEvents } from "../../contract/index.js";
import type { RecordType, Type } from "../../contract/schema.js";
import { webRequest } from "../../contract/web.js";
import type { RecordModel, ValueType } from "../model.js";

const published: readonly RecordType[] = [
  ...areas.flatMap((area) => [...area.records, ...(area.arguments ?? [])]),
  ...guestEvents,
  batchItem,
];

/** Read by the SDK, because their hosts write them in more than one way. */
const readers = new Map([[webRequest.name, "readWebRequest"]]);

/** The SDK's class of that name with the fields that the contract gives it. */
export function findSdkRecord(name: string): RecordModel | null {
  const record = published.find((each) => each.name === name);
  if (record === undefined) return null;
  const reader = readers.get(name);
  return {
    key: sdkKey(name),
    name,
    path: "",
    ...(reader === undefined ? {} : { reader }),
    fields: record.fields.map((field) => ({
      name: field.key,
      description: field.doc,
      type: valueType(field.type),
      required: false,
      default: null,
    })),
  };
}

export function sdkKey(name: string): string {
  return `sdk#${name}`;
}

function valueType(type: Type): ValueType {
  if (typeof type === "object") {
    if ("record" in type) return { kind: "record", key: sdkKey(type.record), nullable: false };
    if ("list" in type) return { kind: "list", of: valueType(type.list), nullable: false };
    return { kind: "map", of: valueType(type.map), nullable: false };
  }
  switch (type) {
    case "str":
      return { kind: "string", nullable: false };
    case "bool":
      return { kind: "bool", nullable: false };
    case "f64":
      return { kind: "float", name: "f64", nullable: false };
    case "any":
      return { kind: "any", nullable: false };
    case "bin":
    case "spliced":
    case "args":
      return { kind: "bytes", nullable: false };
    default:
      return { kind: "int", name: type, nullable: false };
  }
}
