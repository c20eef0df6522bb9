import { Encoder } from "@luminarys/sdk-as";
import { Price } from "./price";

/** Limits and last prices, by symbol. */
export class Watchlist {
  prices: Map<string, f64> = new Map<string, f64>();
  private limits: Map<string, f64> = new Map<string, f64>();

  get symbols(): string[] {
    return this.limits.keys();
  }

  set(symbol: string, limit: f64): void {
    this.limits.set(symbol, limit);
  }

  /** True when the price has just reached its limit. */
  take(price: Price): bool {
    const symbol = price.symbol;
    const value = price.value;
    if (!this.limits.has(symbol)) return false;
    const limit = this.limits.get(symbol);
    const wasBelow = !this.prices.has(symbol) || this.prices.get(symbol) < limit;
    this.prices.set(symbol, value);
    return wasBelow && value >= limit;
  }

  /** The limits as a map by symbol. */
  encode(): Uint8Array {
    const symbols = this.symbols;
    const out = new Encoder();
    out.encode_map_header(symbols.length);
    for (let i = 0; i < symbols.length; i++) {
      out.encode_str(symbols[i]);
      out.encode_f64(this.limits.get(symbols[i]));
    }
    return out.finish();
  }

  /** Of symbols that are watched already, what was said since counts. */
  takeOver(stored: Map<string, f64>): void {
    const symbols = stored.keys();
    for (let i = 0; i < symbols.length; i++) {
      if (!this.limits.has(symbols[i])) this.limits.set(symbols[i], stored.get(symbols[i]));
    }
  }
}
