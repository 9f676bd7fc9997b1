import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { METRIC_WORDS } from '@/lib/core/words/metric-words'
import { Explain } from './explain'

describe('the sign beside a metric', () => {
  const html = renderToStaticMarkup(<Explain of="amplification" />)

  it('is a button that is named, says that it is closed, and opens the browser’s own popover', () => {
    expect(html).toMatch(/<button[^>]* aria-label="What Amplification means"/)
    expect(html).toContain('aria-expanded="false"')
    const [, target] = /popoverTarget="([^"]+)"/i.exec(html) ?? []
    expect(target).toBeTruthy()
    expect(html).toMatch(new RegExp(`<div id="${target}" popover="auto"`))
  })
  it('carries no words before somebody wants to read them', () => {
    expect(html).not.toContain(METRIC_WORDS.amplification.words)
  })
})
