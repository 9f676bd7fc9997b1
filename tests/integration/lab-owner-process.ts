/** Starts lab-owner.ts as a process of its own. */
import { build } from 'esbuild'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Capability } from '@/lib/core/fault/fault'
import type { LocalLabSettings } from '@/lib/lab/lab'

const projectRoot = path.resolve(import.meta.dirname, '../..')
const script = path.join(projectRoot, 'dist/tests/lab-owner.mjs')

/**
 * @param needs what its lab must be able to do
 * @returns the process, and the folder of the lab it has started
 */
export async function startLabOwner(
  mode: 'start' | 'stand' | 'use' | 'disturb',
  settings: LocalLabSettings,
  needs: readonly Capability[] = [],
): Promise<{ child: ChildProcess; exited: Promise<unknown>; directory: string }> {
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
  const exited = once(child, 'exit')
  const [directory] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    // Not at its exit: what it has printed may still be on the way.
    once(child, 'close').then(() => Promise.reject(new Error('the owner ended before its lab was there'))),
  ])) as [string]
  return { child, exited, directory }
}
