'use client'

/** A chart as a picture, and its numbers for a program. What does the work is loaded when somebody asks for it. */
import { ActionIcon, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { CsvTable } from '@/lib/core/export/csv'
import { useChartSource } from './chart-source'

type Kind = 'svg' | 'png' | 'csv'

export function SaveMenu({
  title,
  csvTitle = title,
  note = '',
  isDrawn = true,
  picture,
  csv,
}: {
  title: string
  /** Of the file of numbers, where what is in it needs another name than the picture. */
  csvTitle?: string
  /** What a picture must say besides what is drawn; before its source. */
  note?: string
  /** False while a table stands in the chart's place: there is nothing to make a picture of. */
  isDrawn?: boolean
  /** What is drawn, from top to bottom. */
  picture: () => (HTMLElement | null)[]
  csv: () => Promise<CsvTable>
}) {
  const source = useChartSource()
  const [isOpen, setIsOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (kind: Kind) => {
    setProblem(null)
    try {
      const saving = await import('./save-file')
      const name = `${source.file}-${saving.fileWord(kind === 'csv' ? csvTitle : title)}`
      if (kind === 'csv') saving.saveCsv(await csv(), name)
      else {
        const parts = picture().flatMap((part) => part ?? [])
        await saving.savePicture(kind, { title, source: `${note} ${source.line}`.trim(), parts, name })
      }
      setIsOpen(false)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'the browser gave no reason')
    }
  }
  const item = (kind: Kind) => ({
    closeMenuOnClick: false,
    disabled: kind !== 'csv' && !isDrawn,
    onClick: () => void save(kind),
  })
  return (
    <Menu opened={isOpen} onChange={setIsOpen} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" size={26} aria-label={`Save: ${title}`} title="Save as picture or CSV">
          <IconDownload size={16} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isDrawn ? null : <Menu.Label>Show the chart to save it as a picture</Menu.Label>}
        <Menu.Item {...item('png')}>Picture as PNG</Menu.Item>
        <Menu.Item {...item('svg')}>Picture as SVG</Menu.Item>
        <Menu.Item {...item('csv')}>Numbers as CSV</Menu.Item>
        {problem === null ? null : <Menu.Label role="alert">It could not be saved: {problem}.</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  )
}
