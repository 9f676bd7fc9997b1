/** nftables and iproute2 for the tests that drop real packets: there, else Debian's, else those tests are skipped. */
import { onPath } from '../lab-programs/search-path.mjs'
import { createReporter } from '../setup/reporter.mjs'
import { runCommand } from '../setup/run-command.mjs'
import { aptCommands, isDebianAsRoot } from './debian-packages.mjs'

const packageOf = { nft: 'nftables', ip: 'iproute2' }
const rootFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin']

/**
 * Installs what is missing, where that is possible.
 * @returns {Promise<string | null>} why something is still missing; null when all is there, or cannot be used here anyway
 */
export async function providePacketTools({
  env = process.env,
  platform = process.platform,
  isRoot = process.getuid?.() === 0,
  canInstall = isDebianAsRoot,
  install = installPackages,
  extraFolders = rootFolders,
} = {}) {
  if (platform !== 'linux' || !isRoot) return null
  const missing = () =>
    Object.keys(packageOf).filter((tool) => onPath(tool, { env, extraFolders }).length === 0)
  const packages = missing().map((tool) => packageOf[tool])
  if (packages.length === 0) return null
  if (!canInstall())
    return `there is no ${packages.join(' and no ')}, and only Debian's are installed by themselves`
  const reason = await install(packages)
  return missing().length === 0
    ? null
    : (reason ?? `${packages.join(' and ')} did not bring what was expected`)
}

async function installPackages(packages) {
  try {
    await createReporter().step(`${packages.join(' and ')} from Debian`, async (progress) => {
      for (const command of aptCommands(packages)) await runCommand({ ...command, onLine: progress })
    })
    return null
  } catch (error) {
    return `${error.message} ${error.why ?? ''}`.trim()
  }
}
