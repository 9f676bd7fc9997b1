/** Who asks for a shared page: programs that make previews of links are no readers. */

/**
 * What such programs are known to call themselves. The apps that they belong to have browsers of their own, in which people read, and
 * whose names hold the app’s: nothing is told by "Slack" or "LinkedIn" alone.
 */
const PROGRAMS = new RegExp(
  [
    // Slackbot, Twitterbot, TelegramBot, LinkedInBot, Discordbot, Pinterestbot, Googlebot, mattermost-bot; "CUBOT X30" is a phone.
    String.raw`(?<!\bcu)bots?\b`,
    ...['facebookexternalhit', 'facebot', 'meta-externalfetcher', 'Slack-ImgProxy', 'SkypeUriPreview'],
    ...[
      'MicrosoftPreview',
      'Google Web Preview',
      'URL Preview',
      'UrlPreview',
      'Synapse',
      'vkShare',
      'Embedly',
      'Iframely',
    ],
    // These are whole names: their browsers begin with "Mozilla".
    ...['^WhatsApp/', '^Viber/', '^Signal/', '^Mastodon/', '^http\\.rb/.*Mastodon/'],
    ...['crawler', 'spider\\b', 'scraper'],
  ].join('|'),
  'i',
)

/** A program that looks at a link on somebody’s behalf, by what it calls itself. */
export function isPreviewProgram(userAgent: string | null): boolean {
  return userAgent !== null && PROGRAMS.test(userAgent)
}
