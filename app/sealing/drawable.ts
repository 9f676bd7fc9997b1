/** Only what the font of pictures can draw: for anything else their renderer would ask a server for another font. */
export function drawable(text: string, most: number): string {
  const plain = text
    .replace(/^[✓✕?–-] /, '')
    .replaceAll(/[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff‹›–—−’‘“”≥…]/gu, '?')
  return plain.length <= most ? plain : `${plain.slice(0, most - 1)}…`
}
