declare module "*?skill" {
  /** The compiled skill, for createMockHost. */
  const skill: import("@luminarys/sdk-as/testing").CompiledSkill;
  // biome-ignore lint/style/noDefaultExport: what the plugin makes of a folder has one
  export default skill;
}
