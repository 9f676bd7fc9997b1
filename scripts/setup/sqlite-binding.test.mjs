import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refuseAbortingBinding } from './sqlite-binding.mjs'

let folder
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'binding-test-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function binding(symbols) {
  const file = path.join(folder, 'binding.node')
  writeFileSync(file, Buffer.concat([Buffer.from([0x7f, 0, 255]), Buffer.from(symbols)]))
  return file
}

const fatal = '_ZN4node28RemoveEnvironmentCleanupHookEPN2v87IsolateEPFvPvES3_'

test.each(['24.19.0', '24.21.0'])('Node %s is refused with a binding that aborts it', (version) => {
  expect(() => refuseAbortingBinding({ version, file: binding(fatal) })).toThrow(
    `Node ${version} would abort`,
  )
})

test('the same Node is fine with a binding that was compiled elsewhere', () => {
  refuseAbortingBinding({ version: '24.21.0', file: binding('_ZN4node6SomethingElse') })
  refuseAbortingBinding({ version: '24.21.0', file: path.join(folder, 'missing') })
})

test.each(['20.20.2', '22.23.2', '24.18.1', '26.4.0'])('Node %s is not concerned', (version) => {
  refuseAbortingBinding({ version, file: binding(fatal) })
})
