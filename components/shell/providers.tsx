'use client'

/** What every page stands on: theme, data, URL state. */
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { useState, type ReactNode } from 'react'
import { ApiProblem } from '@/components/data/api'
import { cssVariablesResolver, theme } from '@/components/theme/theme'

interface Props {
  /** Style sheets that are made while the page lives need that of the document. */
  nonce: string | undefined
  children: ReactNode
}

export function Providers({ nonce, children }: Props) {
  // A refresh brings another one, but the policy of the document stays.
  const [ofDocument] = useState(nonce)
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 500,
            // What the server refused stays refused; what did not arrive is worth another try.
            retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status >= 400),
          },
        },
      }),
  )
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={() => ofDocument ?? ''}
    >
      <QueryClientProvider client={client}>
        <NuqsAdapter>{children}</NuqsAdapter>
      </QueryClientProvider>
    </MantineProvider>
  )
}
