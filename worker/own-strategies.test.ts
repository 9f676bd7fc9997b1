import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installedCatalogue } from '@/lib/config/own-catalogue'
import { checkSpec, frozenSpecSchema } from '@/lib/core/experiment/spec'
import { silentLog } from './log/log'
import { presentOwnStrategies } from './own-strategies'

const MINE = `export default {
  name: 'mine', title: 'Mine', description: 'Does what I want.',
  params: { limit: { type: 'integer', minimum: 1, maximum: 9, default: 3, unit: 'attempts' } },
  create: () => ({ run: async () => 'refused' }),
}`

let folder: string
let places: { ownStrategiesDirectory: string; ownStrategiesFile: string }
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'own-strategies-'))
  places = {
    ownStrategiesDirectory: path.join(folder, 'strategies'),
    ownStrategiesFile: path.join(folder, 'data', 'own-strategies.json'),
  }
  mkdirSync(places.ownStrategiesDirectory)
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (file: string, text: string) =>
  writeFileSync(path.join(places.ownStrategiesDirectory, file), text)
const catalogue = () => installedCatalogue(places.ownStrategiesFile)
const check = (params: object) => checkSpec({ name: 'x', strategies: [{ use: 'mine', params }] }, catalogue())

test('a spec can name an own strategy where its code is never run', async () => {
  write('mine.mjs', MINE)
  expect(check({})).toMatchObject({ ok: false, problems: [{ path: 'strategies.0.use' }] })

  await presentOwnStrategies(places, silentLog)
  expect(check({})).toMatchObject({ ok: true, spec: { strategies: [{ params: { limit: 3 } }] } })
  expect(check({ limit: 10 })).toMatchObject({ ok: false, problems: [{ path: 'strategies.0.params.limit' }] })
  expect(catalogue().find('mine')).toMatchObject({ group: 'own', title: 'Mine' })
  expect(readFileSync(places.ownStrategiesFile, 'utf8')).not.toContain('create')
})

test('a broken file is one line of the log, and the others are there', async () => {
  write('mine.mjs', MINE)
  write('broken.mjs', 'export default {')
  const warnings: string[] = []
  await presentOwnStrategies(places, { ...silentLog, warn: (_, message) => warnings.push(message) })
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain('broken.mjs is left out: ')
  expect(catalogue().find('mine')).toBeDefined()
})

test('a strategy that was deleted is no longer offered, but runs that used it can still be read', async () => {
  write('mine.mjs', MINE)
  await presentOwnStrategies(places, silentLog)
  const checked = check({ limit: 5 })
  rmSync(path.join(places.ownStrategiesDirectory, 'mine.mjs'))
  await presentOwnStrategies(places, silentLog)
  expect(check({}).ok).toBe(false)
  expect(checked.ok && frozenSpecSchema.parse(checked.spec)).toMatchObject({
    strategies: [{ use: 'mine', label: 'mine', params: { limit: 5 } }],
  })
})

test('a description that somebody else wrote is as good as none', () => {
  mkdirSync(path.dirname(places.ownStrategiesFile))
  writeFileSync(places.ownStrategiesFile, '{"version": 7}')
  expect(catalogue().find('mine')).toBeUndefined()
})
