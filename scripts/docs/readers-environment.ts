/**
 * The environment of somebody who reads the docs at a terminal of theirs. What a continuous integration sets would
 * have commands print what readers don't see: skill-gen marks its findings in the change there.
 */
export function readersEnvironment(): NodeJS.ProcessEnv {
  const { CI, GITHUB_ACTIONS, FORCE_COLOR, NO_COLOR, ...others } = process.env;
  return others;
}
