/** Hands a chart to the browser as a file. */
import { csvText, type CsvTable } from '@/lib/core/export/csv'
import { composeSvg } from './compose-svg'
import { snapshot } from './snapshot'

/** Pixels of a PNG per pixel on the screen. */
const PNG_SCALE = 2

/** "Success rate" → "success-rate" */
export function fileWord(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

export function saveCsv(table: CsvTable, name: string): void {
  download(new Blob([csvText(table)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`)
}

/** @throws Error when there is nothing to draw, or the browser cannot draw it */
export async function savePicture(
  kind: 'svg' | 'png',
  {
    title,
    source,
    parts,
    name,
  }: { title: string; source: string; parts: readonly HTMLElement[]; name: string },
): Promise<void> {
  const { body, width, height } = snapshot(parts)
  if (body === '') throw new Error('nothing is drawn yet')
  const { background, ink, soft } = colours()
  const drawn = composeSvg({ ...{ title, source, body, width, height, background, ink, soft } })
  const svg = new Blob([drawn.text], { type: 'image/svg+xml;charset=utf-8' })
  download(kind === 'svg' ? svg : await asPng(svg, drawn), `${name}.${kind}`)
}

function colours(): { background: string; ink: string; soft: string } {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(`--rs-${name}`).trim()
  return { background: of('surface'), ink: of('ink'), soft: of('ink-soft') }
}

async function asPng(svg: Blob, { width, height }: { width: number; height: number }): Promise<Blob> {
  const address = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * PNG_SCALE)
    canvas.height = Math.round(height * PNG_SCALE)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('the browser gave no canvas to draw on')
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob(
        (png) => (png ? resolve(png) : reject(new Error('the picture is too large'))),
        'image/png',
      )
    })
  } finally {
    URL.revokeObjectURL(address)
  }
}

function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken it by then; without this the bytes would stay as long as the page.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
