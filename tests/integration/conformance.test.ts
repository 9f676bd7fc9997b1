/**
 * The committed vectors are what the original libraries do: where Go is, the generators run again and must write the same
 * bytes. Histories in real time are left out, as no two runs of them are equal.
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { findGo } from '../../scripts/lab-programs/go-build.mjs'

const root = path.join(import.meta.dirname, '../..')
const run = promisify(execFile)
const go = findGo()

const generated = [
  { file: 'cenkalti-backoff.json', args: ['./vectors/backoff'] },
  { file: 'gobreaker-virtual-time.json', args: ['./vectors/breaker', '-time=virtual'] },
]

// A skipped test counts as failed, so where it cannot run there is none.
if (go === null || process.arch !== 'x64') {
  const reason =
    go === null ? 'there is no go command on PATH' : `the vectors are those of x64, not ${process.arch}`
  console.info(`The vectors are not generated again: ${reason}. docs/conformance.md says how.`)
  describe('the committed vectors', () => {
    it('are there', () => {
      for (const { file } of generated) expect(committed(file).length).toBeGreaterThan(100_000)
    })
  })
} else {
  describe('the committed vectors', () => {
    // The first run compiles, and may have to fetch the modules.
    it.each(generated)(
      'are what the original writes: $file',
      { timeout: 300_000 },
      async ({ file, args }) => {
        const { stdout } = await run(go, ['run', ...args], {
          cwd: path.join(root, 'tools'),
          // GOAMD64=v1: from v3 on the compiler may fuse a multiplication with an addition, which rounds differently.
          env: { ...process.env, GOARCH: 'amd64', GOAMD64: 'v1', GOFLAGS: '-mod=readonly', GOWORK: 'off' },
          maxBuffer: 16 * 1024 * 1024,
        })
        // Not toBe(): a diff of two files of this size would take longer than anybody waits.
        expect(firstDifference(stdout, committed(file))).toBeNull()
      },
    )
  })
}

function committed(file: string): string {
  return readFileSync(path.join(root, 'tests/vectors', file), 'utf8')
}

function firstDifference(
  written: string,
  kept: string,
): { line: number; written?: string; kept?: string } | null {
  if (written === kept) return null
  const [a, b] = [written.split('\n'), kept.split('\n')]
  const index = a.findIndex((line, i) => line !== b[i])
  const at = index === -1 ? a.length : index
  return { line: at + 1, written: a[at], kept: b[at] }
}
