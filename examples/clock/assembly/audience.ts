import { web } from "@luminarys/sdk-as";

/** Who watches the clock: one exchange for each client that is connected. */
export class Audience {
  private exchanges: string[] = [];

  get size(): i32 {
    return this.exchanges.length;
  }

  join(exchange: string): void {
    this.exchanges.push(exchange);
  }

  /** Those who have left are forgotten: writing to them fails. */
  tell(event: string): void {
    const staying: string[] = [];
    for (let i = 0; i < this.exchanges.length; i++) {
      if (web.write(event, this.exchanges[i]).isOk) staying.push(this.exchanges[i]);
    }
    this.exchanges = staying;
  }
}
