/** Which versions of the lab's programs will do. */
import { LabError } from './lab-error'

/** The first one whose status tells of learners. */
const LOWEST_ETCD: Version = [3, 4]
/** The first one whose toxics act on live connections the way the measurements assume. */
const LOWEST_TOXIPROXY: Version = [2, 5]

type Version = readonly [major: number, minor: number]

/**
 * Throws a LabError for a program that is too old. A version that is no number (a build of one's own) is let pass, and so is
 * a program that the lab does not have.
 */
export function checkVersions(versions: { etcdVersion?: string | null; toxiproxyVersion?: string }): void {
  const { etcdVersion, toxiproxyVersion } = versions
  if (etcdVersion != null) check('etcd', etcdVersion, LOWEST_ETCD)
  if (toxiproxyVersion !== undefined) check('Toxiproxy', toxiproxyVersion, LOWEST_TOXIPROXY)
}

function check(program: string, version: string, [lowestMajor, lowestMinor]: Version): void {
  const match = /^v?(\d+)\.(\d+)/.exec(version)
  if (!match) return
  const [major, minor] = [Number(match[1]), Number(match[2])]
  if (major === lowestMajor && minor >= lowestMinor) return
  throw new LabError(
    `${program} ${version} cannot be used: Retryscope needs ${lowestMajor}.${lowestMinor} or a later ${lowestMajor}.x. ` +
      'Without RETRYSCOPE_ETCD_BIN and RETRYSCOPE_TOXIPROXY_BIN of your own, npm start fetches versions that fit.',
  )
}
