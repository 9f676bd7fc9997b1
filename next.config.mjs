// Plain JavaScript: TypeScript would make every `next start` load a compiler first.
import { reportVersion } from './scripts/bundle.mjs'

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // Put into the code at the build, as into the worker's bundle.
  env: { RETRYSCOPE_REPORT_VERSION: reportVersion() },
  reactStrictMode: true,
  // Nothing here needs pictures made smaller: without this, /_next/image would answer anybody.
  images: { unoptimized: true },
  // A lock file in a parent folder would otherwise make Next guess another root.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // Native or WebAssembly code that a bundler must not touch.
  serverExternalPackages: [
    ...['better-sqlite3', '@prisma/client', '@prisma/adapter-better-sqlite3', 'pino'],
    // Only the server signs people in; nothing is gained by bundling it.
    'better-auth',
  ],
  // All else gets its headers from the proxy.
  headers: () =>
    Promise.resolve([
      {
        source: '/_next/:path*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        ],
      },
    ]),
  experimental: {
    optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'],
    // What the proxy keeps of a body; every operation takes less, and counts by itself (app/api/answers/read-body.ts).
    proxyClientMaxBodySize: '1mb',
  },
  // `npm run typecheck` looks at the whole project; a second look here would only make every start slower.
  typescript: { ignoreBuildErrors: true },
}

export default config
