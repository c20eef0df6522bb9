export class Item {
  /** Article number. */
  id!: string;
  price: f64;
  count: u16 = 1;
  notes: string | null = null;
}

/** Somebody who orders. */
export class Customer {
  name!: string;
  address: Address = new Address();
  picture: Uint8Array = new Uint8Array(0);
  level: i32 = 3;
}

export class Address {
  lines: string[] = [];
  country: string = "DE";
}
