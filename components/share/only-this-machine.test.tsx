import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { OnlyThisMachine } from './only-this-machine'

it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://127.0.0.2', 'http://[::1]:3000'])(
  'of links that begin with %s it says so, and what to do',
  (origin) => {
    const html = renderToStaticMarkup(<OnlyThisMachine origin={origin} />)
    expect(html).toContain('Only this machine can open the link')
    expect(html).toContain(`It begins with ${origin},`)
    expect(html).toContain('RETRYSCOPE_HOST or RETRYSCOPE_URL')
  },
)

it.each(['https://retryscope.example', 'http://10.0.0.7:3000', 'http://127.example.com'])(
  'of links that begin with %s it says nothing',
  (origin) => {
    expect(renderToStaticMarkup(<OnlyThisMachine origin={origin} />)).toBe('')
  },
)
