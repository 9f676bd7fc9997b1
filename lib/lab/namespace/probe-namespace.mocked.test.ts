import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

let folder: string
let probeNamespace: () => Promise<true | string>
let nowMs: number
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'probe-test-'))
  vi.stubEnv('PATH', folder)
  vi.stubGlobal('process', { ...process, platform: 'linux', getuid: () => 0, env: process.env })
  nowMs = 1
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
  vi.resetModules()
  vi.doMock('./system-tool', async (importOriginal) => ({
    ...(await importOriginal<object>()),
    // What this machine really has must not matter here.
    findTool: (tool: string) => (tools.includes(tool) ? path.join(folder, tool) : null),
    toolFile: (tool: string) => path.join(folder, tool),
  }))
  ;({ probeNamespace } = await import('./probe-namespace'))
})
afterEach(() => {
  vi.doUnmock('./system-tool')
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

let tools: string[]
const ALL = ['unshare', 'nsenter', 'setpriv', 'ip', 'nft']
beforeEach(() => (tools = [...ALL]))

describe('without a chance to drop packets', () => {
  test('because of the system, it says so', async () => {
    vi.stubGlobal('process', { ...process, platform: 'darwin' })
    expect(await probeNamespace()).toMatch(/on Linux only/)
  })

  test('because of the user, it says so', async () => {
    vi.stubGlobal('process', { ...process, getuid: () => 1000 })
    expect(await probeNamespace()).toMatch(/by root only/)
  })

  test('because programs are missing, it names them and their packages', async () => {
    tools = ['unshare', 'nsenter', 'setpriv']
    expect(await probeNamespace()).toMatch(/with ip, nft, which .* install iproute2 and nftables\./)
  })

  test('because the machine refuses, it gives the words of whoever refused', async () => {
    const unshare = path.join(folder, 'unshare')
    writeFileSync(unshare, '#!/bin/sh\necho "unshare failed: Operation not permitted" >&2\nexit 1\n')
    chmodSync(unshare, 0o755)
    expect(await probeNamespace()).toMatch(/does not work: unshare failed: Operation not permitted$/)
  })

  test('it is asked again only after a while, when somebody may have installed what was missing', async () => {
    tools = []
    const reason = await probeNamespace()
    expect(reason).toMatch(/util-linux and iproute2 and nftables/)
    tools = ['unshare', 'nsenter', 'setpriv', 'ip']
    nowMs += 59_000
    expect(await probeNamespace()).toBe(reason)
    nowMs += 2_000
    expect(await probeNamespace()).toMatch(/install nftables\./)
  })
})
