import { describe, expect, it } from 'vitest'
import { isPreviewProgram } from './readers'
import { expiryOf, shareDetail, shareRunSchema, shareState } from './share'

const now = new Date('2026-01-02T03:04:05.000Z')

describe('a share link', () => {
  it('ends after 30 days unless somebody says otherwise, and hides hosts', () => {
    expect(shareRunSchema.parse({})).toMatchObject({
      ...{ expiresInDays: 30, password: null, withBaseline: false, withComments: false, embedOrigins: [] },
      hide: { hosts: true, machine: false, labels: false, authors: false, words: [] },
      view: { tab: 'overview', metric: 'success', cell: null },
    })
  })

  it('tells the audit log what is hidden and who may frame it, and no password or hidden word', () => {
    const hide = { hosts: false, labels: true, authors: true, words: ['aurora', 'borealis'] }
    const embedOrigins = ['https://wiki.example']
    expect(shareDetail(shareRunSchema.parse({ hide, embedOrigins, expiresInDays: null }))).toEqual({
      ...{ expiresInDays: null, hasPassword: false, embedOrigins },
      ...{ hidden: ['labels', 'authors'], hiddenWords: 2 },
    })
    expect(shareDetail(shareRunSchema.parse({ password: 'correct horse' }))).toEqual({
      ...{ expiresInDays: 30, hasPassword: true, embedOrigins: [], hidden: ['hosts'], hiddenWords: 0 },
    })
  })

  it('is called by what everybody reads alike, and framed by sites that can be', () => {
    const takes = (input: object) => shareRunSchema.safeParse(input).success
    for (const input of [{ title: 'Retries 👩‍💻' }, { embedOrigins: ['https://a.example:65535'] }])
      expect(takes(input), JSON.stringify(input)).toBe(true)
    const refused = [
      { title: 'a\u202elive' },
      { title: '\u200b' },
      { embedOrigins: ['https://a.example:65536'] },
    ]
    for (const input of refused) expect(takes(input), JSON.stringify(input)).toBe(false)
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

  it('says of what is no origin that, and of a port beyond the last that', () => {
    const told = (origin: string) =>
      shareRunSchema.safeParse({ embedOrigins: [origin] }).error?.issues.map(({ message }) => message)
    expect(told('*')).toEqual([expect.stringContaining('an origin has a scheme') as string])
    expect(told('https://a.example:99999')).toEqual([expect.stringContaining('no such port') as string])
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
      'WhatsApp/2.23.20.0 A',
      'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
      'Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)',
      'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
      'Slack-ImgProxy (+https://api.slack.com/robots)',
      'mattermost-bot/1.1',
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      'Mozilla/5.0 (Macintosh) Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
      'Synapse (bot; +https://github.com/matrix-org/synapse)',
    ]
    for (const name of programs) expect(isPreviewProgram(name), name).toBe(true)
    const people = [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [LinkedInApp]/9.30',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/128.0.0.0 Electron/32.1 Safari/537.36 Teams/24231.512',
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/141.0 Mobile Safari/537.36 Telegram-Android/11.4.2 (Google Pixel 8; Android 14)',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [Pinterest/iOS]',
      'Mozilla/5.0 (Macintosh) Chrome/134.0 Electron/35.0 Safari/537.36 Slack/4.43 Slack_SSB/4.43',
      'Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0 Electron/31.2 Safari/537.36 Mattermost/5.10.0',
      'Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0 Electron/31.2 Safari/537.36 discord/0.0.70',
      'Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36',
      'Mozilla/5.0 (Linux; Android 10; CUBOT_X30 Build/QP1A) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36',
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile Safari/537.36 WhatsApp/2.24',
      null,
    ]
    for (const name of people) expect(isPreviewProgram(name), String(name)).toBe(false)
  })
})
