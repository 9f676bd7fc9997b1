import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const module = JSON.stringify(path.join(import.meta.dirname, 'problem.mjs'))

function run(code) {
  const source = `import { reportProblem, reportUncaught } from ${module}\n${code}`
  const env = { ...process.env, RETRYSCOPE_DEBUG: '' }
  return spawnSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8', env })
}

test('a full disk anywhere is told as such, not as a mistake of ours', () => {
  const { stderr } = run(`
    const error = Object.assign(new Error('ENOSPC: raw'), { code: 'ENOSPC', syscall: 'open', path: '/d/setup.lock' })
    reportProblem(error)`)
  expect(stderr).toMatch(
    /^\n\/d\/setup\.lock could not be written\.\nWhy: no space is left.*\nWhat to do: free space/,
  )
})

test('a program that may not be started is not taken for a disk', () => {
  const { stderr } = run(`
    reportProblem(Object.assign(new Error('spawn x EACCES'), { code: 'EACCES', syscall: 'spawn x', path: 'x' }))`)
  expect(stderr).toMatch(/^\nUnexpected error: spawn x EACCES\n/)
})

test('an error that nobody waits for lets the process stop in order, and is told once', () => {
  const { status, stderr, stdout } = run(`
    reportUncaught((code) => setTimeout(() => { console.log('stopped'); process.exit(code) }, 20))
    setTimeout(() => { throw new Error('first') }, 1)
    setTimeout(() => { throw new Error('second') }, 5)`)
  expect({ status, stdout }).toEqual({ status: 1, stdout: 'stopped\n' })
  expect(stderr).toMatch(/^\nUnexpected error: first\nWhat to do: [^\n]*\n$/)
})
