/** Asks a program for its version by running it: a file that does not run is not found. */
import { execFile } from 'node:child_process'

/**
 * @param {import('./catalogue.mjs').LabProgram} program
 * @param {string} file
 * @returns {Promise<string | null>} its version, or null when it does not run or says something else
 */
export function versionOf(program, file) {
  return new Promise((resolve) => {
    execFile(file, program.versionArgs, { timeout: 10_000 }, (_error, stdout, stderr) => {
      // The exit code says nothing here: what matters is whether it named a version.
      resolve(program.versionPattern.exec(`${stdout}\n${stderr}`)?.[1] ?? null)
    })
  })
}

/** Same major version, and not older than wanted. */
export function isSufficient(version, wanted) {
  const [major, minor, patch] = version.split('.').map(Number)
  const [wantedMajor, wantedMinor, wantedPatch] = wanted.split('.').map(Number)
  if (major !== wantedMajor) return false
  return minor === wantedMinor ? patch >= wantedPatch : minor > wantedMinor
}
