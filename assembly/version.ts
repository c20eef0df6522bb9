/** First number of the SDK's version. */
export const SDK_VERSION_MAJOR: u32 = 0;
/** Second number of the SDK's version. */
export const SDK_VERSION_MINOR: u32 = 3;
/** Third number of the SDK's version. */
export const SDK_VERSION_PATCH: u32 = 0;
/** major << 16 | minor << 8 | patch */
export const SDK_VERSION: u32 =
  (SDK_VERSION_MAJOR << 16) | (SDK_VERSION_MINOR << 8) | SDK_VERSION_PATCH;
/** Version of the wire contract between guest and host. */
export const PROTOCOL_VERSION: u32 = 1;
