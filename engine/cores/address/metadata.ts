/** Where clouds serve instance data and credentials, beside the link-local 169.254.169.254. */
const addresses = new Set([
  "169.254.169.254",
  "169.254.170.2",
  "169.254.170.23",
  "fd00:ec2::254",
  "fd00:ec2::23",
  "fd20:ce::254",
  "100.100.100.200",
  "168.63.129.16",
  "192.0.0.192",
]);

const names = new Set([
  "metadata",
  "metadata.google.internal",
  "metadata.goog",
  "instance-data",
  "instance-data.ec2.internal",
]);

export function isMetadata(address: string): boolean {
  return addresses.has(address);
}

/** For hosts whose names aren't resolved here, behind a proxy. */
export function isMetadataName(host: string): boolean {
  return names.has(host);
}
