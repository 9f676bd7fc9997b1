/** The Prisma client, generated from prisma/schema.prisma into lib/db/generated. */
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs'
import { inProject, projectRoot } from './paths.mjs'
import { runCommand } from './run-command.mjs'

const stampFile = inProject('lib', 'db', 'generated', '.stamp')

/** Whether the schema or Prisma changed since the client was generated. */
export function prismaClientIsStale() {
  return readStamp(stampFile) !== schemaHash()
}

/** Generates the client. */
export async function generatePrismaClient(progress) {
  const hash = schemaHash()
  await runCommand({
    name: 'prisma',
    command: process.execPath,
    args: [inProject('node_modules', 'prisma', 'build', 'index.js'), 'generate'],
    cwd: projectRoot,
    // No download of an engine, no call home.
    env: {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
    onLine: progress,
    what: 'The Prisma client could not be generated.',
    todo: 'correct prisma/schema.prisma where the output above points at.',
  })
  writeStamp(stampFile, hash)
}

function schemaHash() {
  return fingerprint(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'])
}
