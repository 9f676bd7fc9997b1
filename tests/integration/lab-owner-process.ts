/** Starts lab-owner.ts as a process of its own. */
import { build } from 'esbuild'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll } from 'vitest'
import type { Capability } from '@/lib/core/fault/fault'
import type { LabSettings } from '@/lib/lab/lab'

const projectRoot = path.resolve(import.meta.dirname, '../..')
const script = path.join(projectRoot, 'dist/tests/lab-owner.mjs')

const children: ChildProcess[] = []
// Those of tests that have failed on their way; killing one that is gone does nothing.
afterAll(() => children.forEach((child) => child.kill('SIGKILL')))

/**
 * @param needs what its lab must be able to do
 * @returns the process, the folder of the lab it has started, and what it prints
 */
export async function startLabOwner(
  mode: 'start' | 'stand' | 'use' | 'disturb',
  settings: LabSettings,
  needs: readonly Capability[] = [],
): Promise<{ child: ChildProcess; exited: Promise<unknown>; directory: string; lines: string[] }> {
  await build({
    entryPoints: [path.join(projectRoot, 'tests/integration/lab-owner.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    tsconfig: path.join(projectRoot, 'tsconfig.json'),
    logLevel: 'silent',
  })
  const child = spawn(process.execPath, [script, mode, JSON.stringify(settings), JSON.stringify(needs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const exited = once(child, 'exit')
  const output = createInterface({ input: child.stdout })
  const lines: string[] = []
  output.on('line', (line) => lines.push(line))
  const [directory] = (await Promise.race([
    once(output, 'line'),
    // Not at its exit: what it has printed may still be on the way.
    once(child, 'close').then(() => Promise.reject(new Error('the owner ended before its lab was there'))),
  ])) as [string]
  return { child, exited, directory, lines }
}
