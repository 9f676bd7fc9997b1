import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { BodyText } from '@/lib/core/api/answer-of'
import { CAPABILITIES } from '@/lib/core/fault/fault'
import { Refusal } from './problem'
import { readSpec } from './read-spec'

const folder = mkdtempSync(path.join(os.tmpdir(), 'retryscope-spec-'))
const file = path.join(folder, 'lab-capabilities.json')
// Read once, with the first spec.
beforeAll(() => void vi.stubEnv('RETRYSCOPE_DATA_DIR', folder))
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

function post(matrix: object): BodyText {
  const text = JSON.stringify({ name: 'A', strategies: [{ use: 'no-retry' }], matrix })
  return { text, mediaType: 'application/json' }
}

function refused(body: BodyText): Refusal['problem'] {
  try {
    readSpec(body)
  } catch (error) {
    if (error instanceof Refusal) return error.problem
    throw error
  }
  throw new Error('it was not refused')
}

const packets = { lossPercent: [5], loss: { mode: 'packet' } }

describe('a spec that is sent', () => {
  it('is taken as it is while nobody knows what the lab can do', () => {
    rmSync(file, { force: true })
    expect(readSpec(post(packets)).matrix.loss.mode).toBe('packet')
  })

  it('is refused with the place and the reason when it needs what the lab cannot do', () => {
    const all = Object.fromEntries(CAPABILITIES.map((name) => [name, true]))
    const capabilities = { ...all, 'packet-loss': 'It needs Linux and root.' }
    writeFileSync(file, JSON.stringify({ driver: 'local', members: 3, capabilities }))
    expect(refused(post(packets))).toMatchObject({
      kind: 'cannot-be-run',
      problems: [{ path: 'matrix.loss.mode', message: 'this lab cannot do that. It needs Linux and root.' }],
    })
    expect(readSpec(post({ latencyMs: [5] })).matrix.latencyMs).toEqual([5])
  })
})
