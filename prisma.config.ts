import { defineConfig } from 'prisma/config'

// Prisma would download a native schema engine before `generate`, although generating does not use it. Pointing the
// variable at any existing program keeps installs offline; migrations go through scripts/make-migration.mjs instead.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
})
