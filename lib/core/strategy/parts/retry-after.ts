/**
 * The Retry-After field of HTTP: whole seconds, or a date in one of the three forms that every recipient must read.
 * Source: RFC 9110 §10.2.3 (Retry-After), §5.6.7 (dates).
 */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const SHORT_DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const LONG_DAY = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)'
const MONTH = `(?<month>${MONTHS.join('|')})`
const TIME = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})'

const DATE_FORMS = [
  // IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT
  new RegExp(`^${SHORT_DAY}, (?<day>\\d{2}) ${MONTH} (?<year>\\d{4}) ${TIME} GMT$`),
  // The obsolete form of RFC 850: Sunday, 06-Nov-94 08:49:37 GMT
  new RegExp(`^${LONG_DAY}, (?<day>\\d{2})-${MONTH}-(?<year>\\d{2}) ${TIME} GMT$`),
  // C's asctime: Sun Nov  6 08:49:37 1994
  new RegExp(`^${SHORT_DAY} ${MONTH} (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`),
]

/**
 * How long the server asks to wait, in milliseconds; null when the value is not one that HTTP allows.
 * @param value the field's value
 * @param nowEpochMs the wall clock; a date before it asks for no wait
 * @param capMs longer waits are cut to this, so that no server can put a caller to sleep for good
 */
export function retryAfterMs(value: string, nowEpochMs: number, capMs = Infinity): number | null {
  const text = value.trim()
  const askedMs = /^\d+$/.test(text) ? Number(text) * 1000 : untilDate(text, nowEpochMs)
  return askedMs === null ? null : Math.min(Math.max(0, askedMs), capMs)
}

function untilDate(text: string, nowEpochMs: number): number | null {
  const atMs = httpDate(text, nowEpochMs)
  return atMs === null ? null : atMs - nowEpochMs
}

/** A date of HTTP in epoch milliseconds, null when it is none. */
function httpDate(text: string, nowEpochMs: number): number | null {
  for (const form of DATE_FORMS) {
    const parts = form.exec(text)?.groups
    if (!parts) continue
    const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts
    const monthIndex = MONTHS.indexOf(month)
    const [dayNumber, hours, minutes, seconds] = [day, hour, minute, second].map(Number) as [
      number,
      number,
      number,
      number,
    ]
    // A leap second is allowed, and is the first second of the next minute here.
    if (hours > 23 || minutes > 59 || seconds > 60) return null
    const at = (fullYear: number) => Date.UTC(fullYear, monthIndex, dayNumber, hours, minutes, seconds)
    const fullYear = year.length === 2 ? centuryOf(Number(year), at, nowEpochMs) : Number(year)
    // Date.UTC takes years below 100 for those of the last century, and a 31 February for a day in March.
    if (fullYear < 100 || !isDayOf(fullYear, monthIndex, dayNumber)) return null
    return at(fullYear)
  }
  return null
}

/** Two digits of a year: a date that seems more than 50 years in the future is the last past year with those digits. */
function centuryOf(digits: number, at: (fullYear: number) => number, nowEpochMs: number): number {
  const now = new Date(nowEpochMs)
  const thisCentury = now.getUTCFullYear() - (now.getUTCFullYear() % 100)
  const horizonMs = new Date(nowEpochMs).setUTCFullYear(now.getUTCFullYear() + 50)
  return at(thisCentury + digits) > horizonMs ? thisCentury + digits - 100 : thisCentury + digits
}

function isDayOf(year: number, monthIndex: number, day: number): boolean {
  return day >= 1 && new Date(Date.UTC(year, monthIndex, day)).getUTCMonth() === monthIndex
}
