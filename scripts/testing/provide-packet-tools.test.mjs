import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { providePacketTools } from './provide-packet-tools.mjs'

let folder
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'packet-tools-test-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(name) {
  const file = path.join(folder, name)
  writeFileSync(file, '#!/bin/sh\n')
  chmodSync(file, 0o755)
}

const mustNotInstall = () => Promise.reject(new Error('nothing was to be installed'))
const provide = (options = {}) =>
  providePacketTools({
    ...{ env: { PATH: folder }, extraFolders: [], platform: 'linux', isRoot: true },
    ...{ canInstall: () => true, install: mustNotInstall },
    ...options,
  })

describe('the tools for real packets', () => {
  test('are used as they are', async () => {
    put('nft')
    put('ip')
    expect(await provide()).toBeNull()
  })

  test('are found in the folders of root', async () => {
    put('nft')
    put('ip')
    expect(await provide({ env: { PATH: '/nowhere' }, extraFolders: [folder] })).toBeNull()
  })

  test.each([{ platform: 'darwin' }, { isRoot: false }])(
    'are not asked for where they are of no use: %o',
    async (where) => {
      expect(await provide(where)).toBeNull()
    },
  )

  test('are installed, those that are missing only', async () => {
    put('ip')
    const asked = []
    const install = async (packages) => {
      asked.push(...packages)
      put('nft')
      return null
    }
    expect(await provide({ install })).toBeNull()
    expect(asked).toEqual(['nftables'])
  })

  test('that cannot be installed have a reason', async () => {
    expect(await provide({ install: async () => 'apt-get update failed.' })).toBe('apt-get update failed.')
    expect(await provide({ install: async () => null })).toMatch(/^nftables and iproute2 did not bring/)
    expect(await provide({ canInstall: () => false })).toMatch(/no nftables and no iproute2/)
  })
})
