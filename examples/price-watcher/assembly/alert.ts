import { Encoder } from "@luminarys/sdk-as";
import { Price } from "./price";

/** What subscribers of prices.alert get: a map of symbol and price. */
export function encodeAlert(price: Price): Uint8Array {
  const out = new Encoder();
  out.encode_map_header(2);
  out.encode_str("symbol");
  out.encode_str(price.symbol);
  out.encode_str("price");
  out.encode_f64(price.value);
  return out.finish();
}
