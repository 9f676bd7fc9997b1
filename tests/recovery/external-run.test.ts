import { Etcd3, Range } from 'etcd3'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Preflight } from '@/lib/lab/external/preflight/check-item'
import { listRuns } from '@/lib/db/list-runs'
import { readRunReport } from '@/lib/db/read-run-report'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { freshDatabase, temporaryFolder } from '../fixtures/db-fixture'
import { ROOT_PASSWORD, TESTER_PASSWORD, withSecureCluster } from '../fixtures/secure-cluster'
import { startCommand, type CommandResult } from '../fixtures/worker-fixture'

const SPEC = `
name: On somebody's cluster
workload: { load: { mode: closed, concurrency: 4 }, putShare: 0.7 }
strategies: [{ use: constant }, { use: idempotent }, { use: leader-watch-breaker }]
matrix: { latencyMs: [20], jitterMs: [0, 10] }
trialDurationMs: 1500
`
const fixture = withSecureCluster()

function environment(): Record<string, string> {
  const { files, members, settings, toxiproxyUrl } = fixture.cluster
  return {
    RETRYSCOPE_LAB: 'external',
    RETRYSCOPE_TOXIPROXY_URL: toxiproxyUrl,
    RETRYSCOPE_ETCD_MEMBERS: members.map(({ name, address }) => `${name}=${address}`).join(','),
    RETRYSCOPE_PROXY_PORTS: settings.proxyPorts.join(','),
    RETRYSCOPE_ETCD_CA_FILE: files.ca,
    RETRYSCOPE_ETCD_CERT_FILE: files.cert,
    RETRYSCOPE_ETCD_KEY_FILE: files.key,
    RETRYSCOPE_ETCD_USER: 'tester',
    // In the environment rather than a file: that is where it could leak from.
    RETRYSCOPE_ETCD_PASSWORD: TESTER_PASSWORD,
    RETRYSCOPE_LOG_LEVEL: 'trace',
    RETRYSCOPE_DEBUG: '1',
  }
}

const NOTE = 'a-note-of-the-test'

/** Every key of the cluster that was changed while the work went on, by etcd's own word. */
async function changedKeys(work: () => Promise<unknown>): Promise<string[]> {
  const { files, members } = fixture.cluster
  const root = new Etcd3({
    hosts: members.map(({ address }) => `https://${address}`),
    credentials: {
      rootCertificate: readFileSync(files.ca),
      certChain: readFileSync(files.cert),
      privateKey: readFileSync(files.key),
    },
    auth: { username: 'root', password: ROOT_PASSWORD },
  })
  const note = async () => BigInt((await root.put(NOTE).value('x')).header.revision)
  try {
    const from = (await note()) + 1n
    await work()
    const to = await note()
    // Nothing was compacted, so all of it can be told afterwards.
    const watcher = await root.watch().inRange(Range.prefix('')).startRevision(String(from)).create()
    const keys = new Map<bigint, string>()
    const take = ({ key, mod_revision }: { key: Buffer; mod_revision: string }) =>
      keys.set(BigInt(mod_revision), key.toString())
    const all: string[] = []
    for (const name of ['put', 'delete'] as const)
      watcher.on(name as 'put', (change) => {
        take(change)
        all.push(change.key.toString())
      })
    await expect.poll(() => keys.get(to), { timeout: 20_000 }).toBe(NOTE)
    await watcher.cancel()
    // Each revision was seen: none is missing.
    expect(keys.size).toBe(Number(to - from) + 1)
    return [...new Set(all)].filter((key) => key !== NOTE)
  } finally {
    root.close()
  }
}

/** Files below a folder that hold one of the texts. */
function filesWith(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return []
    const file = path.join(entry.parentPath, entry.name)
    const content = readFileSync(file).toString('latin1')
    return texts.some((text) => content.includes(text)) ? [file] : []
  })
}

function run(folder: string, args: string[], variables = {}): Promise<CommandResult> {
  return startCommand(folder, args, { ...environment(), ...variables }).result
}

test('a run keeps below its prefix, leaves nothing behind, and writes no secret anywhere', async () => {
  const db = await freshDatabase()
  const folder = path.dirname(db.file)
  const spec = path.join(folder, 'spec.yaml')
  writeFileSync(spec, SPEC)
  let result: CommandResult | undefined
  const keys = await changedKeys(async () => {
    result = await run(folder, ['run', spec, '--json', path.join(folder, 'report.json')])
  })
  expect(result?.exitCode, result?.stdout).toBe(0)
  expect(keys.length).toBeGreaterThan(10)
  expect(keys.filter((key) => !key.startsWith('retryscope/'))).toEqual([])
  const [listed] = await listRuns({ limit: 1 }, db)
  const report = await readRunReport(listed?.id ?? '', db)
  expect(report).toMatchObject({ status: 'completed', environment: { driver: 'external' } })
  expect(report?.cells.map(({ figures }) => figures.operations > 0)).not.toContain(false)

  const proxies = await new ToxiproxyControl(fixture.cluster.toxiproxyUrl).proxies()
  expect([...proxies.keys()]).toEqual([])
  const privateKey = readFileSync(fixture.cluster.files.key, 'utf8').split('\n')[1] ?? 'no key'
  const secrets = [TESTER_PASSWORD, Buffer.from(TESTER_PASSWORD).toString('base64'), privateKey]
  expect(filesWith(folder, ['somebody']).length).toBeGreaterThan(1)
  expect(filesWith(folder, secrets)).toEqual([])
  for (const secret of secrets) expect(`${result?.stdout}${result?.stderr}`).not.toContain(secret)
})

test('what was not allowed by name fails the run before anything is done', async () => {
  const db = await freshDatabase()
  const folder = path.dirname(db.file)
  const spec = path.join(folder, 'spec.yaml')
  writeFileSync(spec, SPEC.replace('jitterMs: [0, 10]', 'leaderSwitchesPerMinute: [60]'))
  const { exitCode, stdout } = await run(folder, ['run', spec])
  expect(exitCode).toBe(3)
  expect(stdout).toMatch(/leader-moves: .*RETRYSCOPE_ALLOW=leader-transfer/)
})

test('a wrong password is said plainly by run and lab check', async () => {
  const folder = temporaryFolder()
  const wrong = { RETRYSCOPE_ETCD_PASSWORD: 'wrong-Passw0rd' }
  const { exitCode, stdout, stderr } = await run(folder, ['lab', 'check'], wrong)
  expect(exitCode).toBe(3)
  expect(stdout).toMatch(/^The external lab is not ready\.$/m)
  expect(stdout).toMatch(/not ok +user +etcd does not accept the password of the user "tester"/)
  expect(stdout + stderr).not.toContain('wrong-Passw0rd')
})

test('lab check tells people and programs the same', async () => {
  const folder = temporaryFolder()
  const forPeople = await run(folder, ['lab', 'check'])
  expect(forPeople.exitCode, forPeople.stdout).toBe(0)
  expect(forPeople.stdout).toMatch(/^The external lab is ready\.$/m)
  expect(forPeople.stdout).toMatch(/not needed +clocks/)
  const forPrograms = await run(folder, ['lab', 'check', '--json'])
  const report = JSON.parse(forPrograms.stdout) as Preflight
  expect(report.isReady).toBe(true)
  for (const { title } of report.items) expect(forPeople.stdout).toContain(title)
  const local = await startCommand(folder, ['lab', 'check'], { RETRYSCOPE_LAB: 'local' }).result
  expect([local.exitCode, local.stderr]).toEqual([2, expect.stringMatching(/names no external lab/)])
})
