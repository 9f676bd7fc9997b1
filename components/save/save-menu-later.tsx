'use client'

/** The same menu where nothing else of its page needs it yet: its code comes after the page, into a place that is kept for it. */
import dynamic from 'next/dynamic'

export const SaveMenuLater = dynamic(async () => (await import('./save-menu')).SaveMenu, {
  ssr: false,
  loading: () => <span aria-hidden="true" style={{ display: 'inline-block', width: 26, height: 26 }} />,
})
