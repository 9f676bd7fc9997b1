/** Runs a tool with its output on the screen. */
import { spawn } from 'node:child_process'
import { projectRoot } from '../setup/paths.mjs'

const active = new Set()
process.on('exit', () => active.forEach((child) => child.kill('SIGTERM')))

/**
 * @param {string} script of the tool, run by this Node
 * @param {string[]} args
 * @param {Record<string, string | undefined>} [env] added to the environment
 * @returns {Promise<number>} its exit code
 */
export function runShown(script, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    })
    active.add(child)
    child.once('close', (code, signal) => {
      active.delete(child)
      if (signal) process.stdout.write(`Ended by ${signal}.\n`)
      resolve(code ?? 1)
    })
  })
}
