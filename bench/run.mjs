/** Bundles and runs a benchmark: `npm run bench -- <name> [options]`. Sets up what is missing first, as `npm start` does. */
import { existsSync, readdirSync } from 'node:fs'
import { spawn } from 'node:child_process'
import path from 'node:path'
import { bundle, bundlesAreStale, reportVersion } from '../scripts/bundle.mjs'

const folder = import.meta.dirname
const root = path.dirname(folder)
const [name, ...options] = process.argv.slice(2)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
if (!name || !names.includes(name)) {
  console.error(`Usage: npm run bench -- <name>\nThere are: ${names.join(', ')}`)
  process.exit(2)
}

// Threads of the product itself.
if (bundlesAreStale()) await bundle()
const { build } = await import('esbuild')
const threadFile = path.join(folder, `${name}.thread.ts`)
await build({
  entryPoints: [path.join(folder, `${name}.bench.ts`), ...(existsSync(threadFile) ? [threadFile] : [])],
  outdir: path.join(root, 'dist', 'bench'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  // Next itself resolves its parts; Node wants the whole name.
  alias: { 'next/og': 'next/og.js' },
  sourcemap: true,
  define: { 'process.env.RETRYSCOPE_REPORT_VERSION': JSON.stringify(reportVersion()) },
  logLevel: 'warning',
})
const bin = path.join(root, '.retryscope', 'bin')
const child = spawn(
  process.execPath,
  ['--enable-source-maps', path.join(root, 'dist', 'bench', `${name}.bench.mjs`), ...options],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      RETRYSCOPE_ETCD_BIN: path.join(bin, 'etcd'),
      RETRYSCOPE_TOXIPROXY_BIN: path.join(bin, 'toxiproxy-server'),
      ...process.env,
    },
  },
)
child.on('exit', (code) => process.exit(code ?? 1))
