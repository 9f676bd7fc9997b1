import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ReviewBadge } from './review-badge'
import { foundWords } from './reviews-page'

it('calls nothing a review of which only comments are open', () => {
  const words = (nobody: boolean, state: 'open' | 'approved' = 'open') =>
    renderToStaticMarkup(<ReviewBadge state={state} nobody={nobody} />)
  expect(words(false)).toContain('in review')
  expect(words(true)).toContain('open comments')
  expect(words(true, 'approved')).toContain('approved')
})

it('counts what waits', () => {
  expect(foundWords(3, 1, true)).toBe('3 reviews; 1 waits for you')
  expect(foundWords(3, 2, true)).toBe('3 reviews; 2 wait for you')
  expect(foundWords(1, 2, false)).toBe('1 review')
})
