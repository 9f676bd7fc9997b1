/**
 * Which folder may import which: the architecture as data for import-x/no-restricted-paths.
 * docs/ tells the same as a table; change both together.
 */

/** Folder → the folders of the project it may import from (itself always). */
const mayImport = {
  'lib/core': [],
  'lib/net': [],
  'lib/config': ['lib/core'],
  'lib/engine': ['lib/core'],
  'lib/lab': ['lib/core', 'lib/net', 'lib/engine/ports.ts', 'lib/engine/ports'],
  'lib/db': ['lib/core'],
  'lib/telemetry': ['lib/core'],
  'lib/auth': ['lib/core', 'lib/config', 'lib/db'],
  'lib/sharing': ['lib/core', 'lib/db'],
  'lib/webhooks': ['lib/core', 'lib/net'],
  components: ['lib/core'],
  app: [
    'components',
    'lib/core',
    'lib/db',
    'lib/config',
    'lib/telemetry',
    'lib/auth',
    'lib/sharing',
    'lib/net',
    'lib/webhooks',
  ],
  worker: ['lib'],
  cli: ['lib', 'worker'],
}

/** Parts of the core that know nothing of each other; they meet in lib/core/experiment. */
const strangers = ['strategy', 'fault', 'workload', 'checker']

/** @returns {{ target: string, from: string | string[], except?: string[], message: string }[]} */
export function zones() {
  return [...folderZones(), ...strangerZones()]
}

function folderZones() {
  return Object.entries(mayImport).map(([folder, allowed]) => ({
    // Sources only: the launcher of the command line runs before anything is built, and belongs to the scripts.
    target: `./${folder}/**/*.{ts,tsx}`,
    from: './',
    // Packages lie below the root too; which of them are allowed is said elsewhere.
    except: ['./node_modules', ...[folder, ...allowed].map((path) => `./${path}`)],
    message: `${folder} may import only from ${[folder, ...allowed].join(', ')}.`,
  }))
}

function strangerZones() {
  return strangers.map((part) => ({
    target: `./lib/core/${part}`,
    from: strangers.filter((other) => other !== part).map((other) => `./lib/core/${other}`),
    message: `lib/core/${part} must not know ${strangers.filter((other) => other !== part).join(', ')}; they meet in lib/core/experiment.`,
  }))
}
