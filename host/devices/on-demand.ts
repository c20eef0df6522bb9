import {
  type AreaName,
  type AsyncDevice,
  type HostCall,
  type HostFunctionName,
  hostFunctions,
  type Maybe,
} from "@luminarys/sdk-as/engine";

export interface OnDemand<Area extends AreaName> {
  readonly device: AsyncDevice<Area>;
  /** Loads the device before it's asked. */
  prepare(): void;
  /** Closes the device, if there is one. */
  close(): Promise<void>;
}

type Loaded<Area extends AreaName> = AsyncDevice<Area> & { close?(): Maybe<void> };
type Serve = (request: object, call: HostCall) => unknown;

/**
 * An area's device that is loaded when it's first asked, or prepared: most skills use few areas, and what
 * some of them bring along takes longer to load than all the rest of the host.
 */
export function onDemand<Area extends AreaName>(
  area: Area,
  load: () => Promise<Loaded<Area>>,
): OnDemand<Area> {
  let loaded: Loaded<Area> | undefined;
  let loading: Promise<Loaded<Area>> | undefined;
  const begin = () => {
    loading ??= load().then((device) => {
      loaded = device;
      return device;
    });
    return loading;
  };
  const serve =
    (name: HostFunctionName): Serve =>
    (request, call) => {
      const ask = (device: Loaded<Area>) =>
        (device as Record<string, Serve>)[name]?.(request, call);
      return loaded ? ask(loaded) : begin().then(ask);
    };
  const names = (Object.keys(hostFunctions) as HostFunctionName[]).filter(
    (name) => hostFunctions[name].area === area,
  );
  return {
    device: Object.fromEntries(names.map((name) => [name, serve(name)])) as AsyncDevice<Area>,
    prepare: () => void begin().catch(() => {}),
    close: async () => {
      // Whoever asked has heard why it couldn't be loaded.
      const device = await loading?.catch(() => undefined);
      await device?.close?.();
    },
  };
}
