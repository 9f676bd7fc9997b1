/** The real programs of the lab: which version, how to ask for it, how to build it, where its releases are. */
import { readFileSync } from 'node:fs'
import { inProject } from '../setup/paths.mjs'
import { Problem } from '../setup/problem.mjs'

const archOf = { x64: 'amd64', arm64: 'arm64' }
const osOf = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/**
 * @typedef {object} LabProgram
 * @property {string} name of the executable
 * @property {string} variable the environment variable that hands its path to the worker
 * @property {string} version the pinned one; newer ones of the same major version will do
 * @property {string} goPackage
 * @property {string[]} goLinkerFlags
 * @property {string[]} versionArgs
 * @property {RegExp} versionPattern
 * @property {{ folder: string, checksums: string, asset: string, inArchive?: string }} release
 */

/**
 * The programs with the versions that tools/go.mod pins: the one place where a version stands.
 * @returns {LabProgram[]}
 */
export function labPrograms({ platform = process.platform, arch = process.arch, goMod = readGoMod() } = {}) {
  const os = osOf[platform] ?? platform
  const cpu = archOf[arch] ?? arch
  return [etcd(goMod, os, cpu), toxiproxy(goMod, os, cpu)]
}

/** @returns {LabProgram} */
function etcd(goMod, os, cpu) {
  const version = pinned(goMod, 'go.etcd.io/etcd/server/v3')
  const folder = `etcd-v${version}-${os}-${cpu}`
  return {
    name: 'etcd',
    variable: 'RETRYSCOPE_ETCD_BIN',
    version,
    goPackage: 'go.etcd.io/etcd/server/v3',
    goLinkerFlags: ['-s', '-w'],
    versionArgs: ['--version'],
    versionPattern: /etcd Version: (\d+\.\d+\.\d+)/,
    release: {
      folder: `etcd-io/etcd/releases/download/v${version}`,
      checksums: 'SHA256SUMS',
      asset: `${folder}${os === 'linux' ? '.tar.gz' : '.zip'}`,
      inArchive: `${folder}/etcd${os === 'windows' ? '.exe' : ''}`,
    },
  }
}

/** @returns {LabProgram} */
function toxiproxy(goMod, os, cpu) {
  const version = pinned(goMod, 'github.com/Shopify/toxiproxy/v2')
  return {
    name: 'toxiproxy-server',
    variable: 'RETRYSCOPE_TOXIPROXY_BIN',
    version,
    goPackage: 'github.com/Shopify/toxiproxy/v2/cmd/server',
    // Without this a self-built one calls itself "git".
    goLinkerFlags: ['-s', '-w', '-X', `github.com/Shopify/toxiproxy/v2.Version=${version}`],
    versionArgs: ['-version'],
    versionPattern: /toxiproxy-server version v?(\d+\.\d+\.\d+)/,
    release: {
      folder: `Shopify/toxiproxy/releases/download/v${version}`,
      checksums: 'checksums.txt',
      asset: `toxiproxy-server-${os}-${cpu}${os === 'windows' ? '.exe' : ''}`,
    },
  }
}

function readGoMod() {
  return readFileSync(inProject('tools', 'go.mod'), 'utf8')
}

function pinned(goMod, module) {
  const line = goMod.split('\n').find((text) => text.trim().startsWith(`${module} v`))
  const version = line && /v(\d+\.\d+\.\d+)/.exec(line.trim().slice(module.length))?.[1]
  if (version) return version
  throw new Problem({
    what: `tools/go.mod does not pin ${module}.`,
    why: 'the lab takes its versions from there.',
    todo: 'restore tools/go.mod from version control.',
  })
}
