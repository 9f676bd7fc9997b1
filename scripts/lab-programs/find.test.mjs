import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { labPrograms } from './catalogue.mjs'
import { locate } from './find.mjs'
import { isSufficient } from './program-version.mjs'

const goMod = 'require (\n\tgithub.com/Shopify/toxiproxy/v2 v2.12.0\n\tgo.etcd.io/etcd/server/v3 v3.7.3\n)\n'
const [etcd, toxiproxy] = labPrograms({ platform: 'linux', arch: 'x64', goMod })

describe('versions', () => {
  test('come from tools/go.mod', () => {
    expect([etcd.version, toxiproxy.version]).toEqual(['3.7.3', '2.12.0'])
    expect(labPrograms({ goMod: goMod.replace('v3.7.3', 'v3.8.1') })[0].version).toBe('3.8.1')
  })

  test('that tools/go.mod does not name are an error for a person', () => {
    expect(() => labPrograms({ goMod: '' })).toThrow(/tools\/go.mod does not pin/)
  })

  test.each([
    ['3.7.3', true],
    ['3.7.4', true],
    ['3.8.0', true],
    ['3.7.2', false],
    ['3.6.16', false],
    ['4.0.0', false],
    ['2.12.0', false],
  ])('%s instead of 3.7.3 is sufficient: %s', (version, expected) => {
    expect(isSufficient(version, '3.7.3')).toBe(expected)
  })

  test('releases are named as their projects name them', () => {
    expect(etcd.release.asset).toBe('etcd-v3.7.3-linux-amd64.tar.gz')
    expect(toxiproxy.release.asset).toBe('toxiproxy-server-linux-amd64')
    const [onMac] = labPrograms({ platform: 'darwin', arch: 'arm64', goMod })
    expect(onMac.release.asset).toBe('etcd-v3.7.3-darwin-arm64.zip')
  })
})

describe('a program', () => {
  let folder, binDir

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'find-test-'))
    binDir = path.join(folder, 'cache')
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function install(where, version) {
    const file = path.join(folder, where, 'etcd')
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, `#!/bin/sh\necho "etcd Version: ${version}"\n`)
    chmodSync(file, 0o755)
    return file
  }

  const find = (env = {}) => locate(etcd, { env: { PATH: path.join(folder, 'path'), ...env }, binDir })

  test('on PATH comes before the cache folder', async () => {
    install('cache', '3.7.3')
    const file = install('path', '3.7.5')
    expect(await find()).toBe(file)
  })

  test('that is too old on PATH is passed over for the cache folder', async () => {
    install('path', '3.5.0')
    const file = install('cache', '3.7.3')
    expect(await find()).toBe(file)
  })

  test('that does not run is not found', async () => {
    install('path', '3.7.3')
    writeFileSync(path.join(folder, 'path', 'etcd'), '#!/nowhere\n')
    expect(await find()).toBeNull()
  })

  test('named by its variable is used', async () => {
    const file = install('elsewhere', '3.7.3')
    expect(await find({ RETRYSCOPE_ETCD_BIN: file })).toBe(file)
  })

  test('named by its variable and unusable is an error that names the variable', async () => {
    install('path', '3.7.3')
    const file = install('elsewhere', '3.4.0')
    await expect(find({ RETRYSCOPE_ETCD_BIN: file })).rejects.toThrow(
      /RETRYSCOPE_ETCD_BIN names .* cannot be used/,
    )
  })
})
