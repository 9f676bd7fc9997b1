/** Who asks for a shared page: programs that make previews of links are no readers. */

const PROGRAMS =
  /bot\b|bots?\/|crawl|spider|preview|scrap|facebookexternalhit|facebot|slack|discord|telegram|whatsapp|skype|teams|embed|linkedin|pinterest|mattermost/i

/** A program that looks at a link on somebody’s behalf, by what it calls itself. */
export function isPreviewProgram(userAgent: string | null): boolean {
  return userAgent !== null && PROGRAMS.test(userAgent)
}
