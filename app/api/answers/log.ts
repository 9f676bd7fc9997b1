/** The web server's log: causes stand here, never on screen. */
import pino from 'pino'

export const log = pino({ name: 'web', level: process.env.NODE_ENV === 'test' ? 'silent' : 'info' })
