import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '@mantine/core/styles.css'
import '@/components/theme/global.css'
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core'
import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { whoOpens } from '@/app/who-opens'
import { PolicyScript } from '@/components/shell/policy-script'
import { Providers } from '@/components/shell/providers'
import { Shell } from '@/components/shell/shell'

// Loaded before the first paint, with a stand-in of its width: nothing moves when the font arrives.
const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--rs-inter',
})

export const metadata: Metadata = {
  title: { default: 'Retryscope', template: '%s · Retryscope' },
  description: 'Find out whether your retries are any good.',
}

export const viewport: Viewport = { colorScheme: 'light dark', width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const who = await whoOpens()
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang="en" className={inter.variable} {...mantineHtmlProps}>
      <head>
        <PolicyScript nonce={nonce} />
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} />
      </head>
      <body data-role={'role' in who ? who.role : undefined}>
        <Providers nonce={nonce}>
          <Shell who={who}>{children}</Shell>
        </Providers>
      </body>
    </html>
  )
}
