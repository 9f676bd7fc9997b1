import { describe, expect, it } from 'vitest'
import { isPreviewProgram } from './readers'
import { expiryOf, shareRunSchema, shareState } from './share'

const now = new Date('2026-01-02T03:04:05.000Z')

describe('a share link', () => {
  it('ends after 30 days unless somebody says otherwise, and hides hosts', () => {
    expect(shareRunSchema.parse({})).toMatchObject({
      ...{ expiresInDays: 30, password: null, withBaseline: false, withComments: false, embedOrigins: [] },
      hide: { hosts: true, machine: false, labels: false, authors: false, words: [] },
      view: { tab: 'overview', metric: 'success', cell: null },
    })
  })

  it('is open until the instant of its end, and never again once revoked', () => {
    const expiresAt = expiryOf(30, now)
    expect(expiresAt?.toISOString()).toBe('2026-02-01T03:04:05.000Z')
    const at = (iso: string, revokedAt: Date | null = null) =>
      shareState({ expiresAt, revokedAt }, new Date(iso))
    expect(at('2026-02-01T03:04:04.999Z')).toBe('open')
    expect(at('2026-02-01T03:04:05.000Z')).toBe('expired')
    expect(at('2026-01-03T00:00:00.000Z', now)).toBe('revoked')
    expect(shareState({ expiresAt: expiryOf(null, now), revokedAt: null }, new Date('2099-01-01'))).toBe(
      'open',
    )
  })

  it('takes origins and nothing that could break out of a policy', () => {
    const with_ = (origin: string) => shareRunSchema.safeParse({ embedOrigins: [origin] }).success
    for (const good of ['https://wiki.example.com', 'http://localhost:3000']) expect(with_(good)).toBe(true)
    for (const bad of [
      '*',
      "'self'",
      'https://a.b/path',
      'https://*.b',
      'https://a.b; script-src *',
      'javascript:x',
    ])
      expect(with_(bad)).toBe(false)
  })

  it('has a password or frames, and no short password', () => {
    const embedOrigins = ['https://a.example']
    expect(shareRunSchema.safeParse({ password: 'long enough' }).success).toBe(true)
    expect(shareRunSchema.safeParse({ password: 'long enough', embedOrigins }).success).toBe(false)
    expect(shareRunSchema.safeParse({ password: 'short' }).success).toBe(false)
  })
})

describe('who reads', () => {
  it('tells programs that make previews from people', () => {
    const programs = [
      'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
      'Twitterbot/1.0',
      'facebookexternalhit/1.1',
      'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
      'TelegramBot (like TwitterBot)',
      'WhatsApp/2.23',
    ]
    for (const name of programs) expect(isPreviewProgram(name), name).toBe(true)
    const people = [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
      null,
    ]
    for (const name of people) expect(isPreviewProgram(name), String(name)).toBe(false)
  })
})
