import { chain, type Store, type StoreChange } from "@luminarys/sdk-as/engine";

/** The same store, which tells of all that is committed to it, afterwards. */
export function watchCommits(
  store: Store,
  onCommitted: (changes: readonly StoreChange[]) => void,
): Store {
  const commit: Store["commit"] = (changes) =>
    chain(store.commit(changes), () => onCommitted(changes));
  return new Proxy(store, {
    get(_, key) {
      if (key === "commit") return commit;
      const value: unknown = Reflect.get(store, key);
      return typeof value === "function" ? value.bind(store) : value;
    },
  });
}
