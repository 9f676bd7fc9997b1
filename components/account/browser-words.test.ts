import { expect, test } from 'vitest'
import { browserWords } from './browser-words'

const MOZILLA = 'Mozilla/5.0'
test.each([
  [`${MOZILLA} (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36`, 'Chrome on Linux'],
  [`${MOZILLA} (Windows NT 10.0) Chrome/142.0.0.0 Safari/537.36 Edg/142.0`, 'Edge on Windows'],
  [`${MOZILLA} (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1`, 'Safari on iPhone'],
  [`${MOZILLA} (Linux; Android 15) Gecko/140.0 Firefox/140.0`, 'Firefox on Android'],
  ['curl/8.5.0', 'curl/8.5.0'],
  [null, 'A browser that does not name itself'],
])('%s is %s', (userAgent, words) => expect(browserWords(userAgent)).toBe(words))
