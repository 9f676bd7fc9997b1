'use client'

/** A chart as a picture, and its numbers for a program. What does the work is loaded when somebody asks for it. */
import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { CsvTable } from '@/lib/core/export/csv'
import { useChartSource } from './chart-source'

type Kind = 'svg' | 'png' | 'csv'

export function SaveMenu({
  title,
  picture,
  csv,
}: {
  title: string
  /** What is drawn, from top to bottom; null while there is no chart to be seen. */
  picture: () => (HTMLElement | null)[] | null
  csv: () => Promise<CsvTable>
}) {
  const source = useChartSource()
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (kind: Kind) => {
    try {
      const saving = await import('./save-file')
      const name = `${source.file}-${saving.fileWord(title)}`
      const parts = picture()?.flatMap((part) => part ?? []) ?? []
      if (kind === 'csv') saving.saveCsv(await csv(), name)
      else await saving.savePicture(kind, { title, source: source.line, parts, name })
      setProblem(null)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The browser gave no reason')
    }
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconDownload size={14} aria-hidden="true" />}
          aria-label={`Save ${title}`}
        >
          Save
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <PictureItems has={picture} onSave={(kind) => void save(kind)} />
        <Menu.Item closeMenuOnClick={false} onClick={() => void save('csv')}>
          Numbers as CSV
        </Menu.Item>
        {problem === null ? null : <Menu.Label role="alert">It could not be saved: {problem}.</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Asked when the menu is open: only then it is known what can be seen. */
function PictureItems({
  has,
  onSave,
}: {
  has: () => (HTMLElement | null)[] | null
  onSave: (kind: 'svg' | 'png') => void
}) {
  const canDraw = has() !== null
  return (
    <>
      {canDraw ? null : <Menu.Label>A picture can be saved while the chart is shown</Menu.Label>}
      <Menu.Item closeMenuOnClick={false} disabled={!canDraw} onClick={() => onSave('png')}>
        Picture as PNG
      </Menu.Item>
      <Menu.Item closeMenuOnClick={false} disabled={!canDraw} onClick={() => onSave('svg')}>
        Picture as SVG
      </Menu.Item>
    </>
  )
}
