/** What tests need from the operating system, where we may install it: on Debian as root. */
import { existsSync, readFileSync } from 'node:fs'
import { onPath } from '../lab-programs/search-path.mjs'

/** Whether packages can be installed with apt-get here. */
export function isDebianAsRoot() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8')) && onPath('apt-get').length > 0
}

/**
 * The commands, for {@link runCommand}, that install packages.
 * @param {string[]} packages
 */
export function aptCommands(packages) {
  const apt = (name, args) => ({
    name,
    command: 'apt-get',
    args,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    what: `apt-get ${args[0]} failed.`,
    todo: 'run it by hand to see why.',
  })
  return [
    apt('apt-update', ['update']),
    apt(`apt-${packages[0]}`, ['install', '-y', '--no-install-recommends', ...packages]),
  ]
}
