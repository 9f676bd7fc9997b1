/** What Markdown files are built of. */

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

/** Nothing that somebody called a strategy becomes a heading, a link, a cell or a tag. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*_<>|~#&]/g, '\\$&')
    .replaceAll(/\](?=[([:])/g, '\\]')
    .replaceAll(/\s+/g, ' ')
}

/** With a fence that is longer than any in the text. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}yaml\n${text.replace(/\n$/, '')}\n${fence}`
}
