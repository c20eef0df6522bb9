import type { Shape, YamlValue } from "@luminarys/sdk-as/engine/yaml";

/** A value that remembers where it stands, for what is found out about it later. */
export interface Placed<T> {
  readonly value: T;
  readonly place: YamlValue;
}

export function placed<T>(shape: Shape<T>): Shape<Placed<T>> {
  return {
    absent: "required",
    read(place) {
      const value = shape.read(place);
      return value === undefined ? undefined : { value, place };
    },
  };
}
