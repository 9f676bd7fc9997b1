import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CAPABILITIES } from '@/lib/core/fault/fault'
import { readDescribedLab } from './described-lab'

const folder = mkdtempSync(path.join(os.tmpdir(), 'retryscope-lab-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(text: string): string {
  const file = path.join(folder, 'lab-capabilities.json')
  writeFileSync(file, text)
  return file
}

describe('what the lab can do', () => {
  it('is read as the worker wrote it', () => {
    const all = Object.fromEntries(CAPABILITIES.map((name) => [name, true]))
    const lab = { driver: 'external', members: 3, capabilities: { ...all, 'packet-loss': 'It is not ours.' } }
    expect(readDescribedLab(written(JSON.stringify(lab)))).toEqual(lab)
  })

  it.each([
    ['other capabilities', '{"driver":"local","capabilities":{"toxics":true}}'],
    ['another form', '{"driver":"local"}'],
    ['no JSON', '{'],
  ])('is unknown when the file has %s', (_, text) => {
    expect(readDescribedLab(written(text))).toBeNull()
  })

  it('is unknown before a worker has looked', () => {
    expect(readDescribedLab(path.join(folder, 'none.json'))).toBeNull()
  })
})
