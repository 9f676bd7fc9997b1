'use client'

/** Finds a page, a run or an action by words; a field with a list below it, as a combobox without a drawer. */
import { Modal, TextInput, useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useId, useState, type KeyboardEvent } from 'react'
import { useRunsByWords } from '@/components/data/list-queries'
import { useCommandsAtHand } from './commands-at-hand'
import { openOverlay, type OverlayInput } from './open-overlay'
import { findEntries, type PaletteEntry } from './palette-entries'
import { PaletteList } from './palette-list'
import { palettePages, roleOnPage, type PalettePage } from './palette-pages'
import styles from './keys.module.css'

export default function Palette({ opened, onClose }: OverlayInput) {
  return (
    <Modal.Root opened={opened} onClose={onClose} yOffset="10vh" size={600} padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label="Find a page, a run or an action">
        {/* No body of Mantine’s: the dialog would be described by all that was found. */}
        <PaletteContent onClose={onClose} />
      </Modal.Content>
    </Modal.Root>
  )
}

/** Comes anew with each opening: nothing of the last search is left. */
function PaletteContent({ onClose }: { onClose: () => void }) {
  const [asked, setAsked] = useState('')
  const [place, setPlace] = useState(0)
  const id = useId()
  const groups = findEntries(useOwnEntries(), useRunEntries(asked), asked)
  const flat = groups.flatMap(({ entries }) => entries)
  const current = Math.min(place, flat.length - 1)
  const choose = (entry: PaletteEntry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed, Enter and arrows belong to the input method.
    if (event.nativeEvent.isComposing) return
    const steps: Record<string, number | undefined> = {
      ArrowDown: (current + 1) % flat.length,
      ArrowUp: (current - 1 + flat.length) % flat.length,
    }
    if (event.key === 'Enter') choose(flat[current])
    else if (steps[event.key] !== undefined && flat.length > 0) setPlace(steps[event.key] ?? 0)
    else return
    event.preventDefault()
  }
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label="Find a page, a run or an action"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={flat[current] ? `${id}-${current}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        placeholder="A page, a run’s number or name, an action …"
        leftSection={<IconSearch size={18} stroke={1.8} aria-hidden="true" />}
        variant="unstyled"
        size="md"
        classNames={{ root: styles.field ?? '' }}
        value={asked}
        onChange={(event) => {
          setAsked(event.currentTarget.value)
          setPlace(0)
        }}
        onKeyDown={onKeyDown}
      />
      <PaletteList id={id} groups={groups} current={current} onPoint={setPlace} onChoose={choose} />
    </>
  )
}

/** What needs no server: the page's own commands, the pages, the colours. */
function useOwnEntries(): PaletteEntry[] {
  const router = useRouter()
  const atHand = useCommandsAtHand()
  const { setColorScheme } = useMantineColorScheme()
  const page = ({ path, title, words, keys }: PalettePage): PaletteEntry => ({
    ...{ id: path, group: 'Pages', title, words, keys },
    run: () => router.push(path),
  })
  const colours = (scheme: 'light' | 'dark' | 'auto', title: string): PaletteEntry => ({
    ...{ id: `colours-${scheme}`, group: 'Appearance', title, words: 'colour color scheme theme mode' },
    run: () => setColorScheme(scheme),
  })
  return [
    ...atHand,
    ...palettePages(roleOnPage(document.body)).map(page),
    {
      ...{ id: 'sheet', group: 'Pages', title: 'Keys', words: 'keyboard shortcuts help', keys: ['?'] },
      run: () => openOverlay('sheet'),
    },
    colours('light', 'Light colours'),
    colours('dark', 'Dark colours'),
    colours('auto', 'Colours follow the system'),
  ]
}

/** The last runs, or those in which the words occur. */
function useRunEntries(asked: string): PaletteEntry[] {
  const router = useRouter()
  const [words] = useDebouncedValue(asked.trim(), 150)
  const { data } = useRunsByWords(words)
  return (data?.runs ?? []).map(({ id, number, name, status }) => ({
    ...{ id, group: 'Runs', title: `${number} · ${name}`, note: status },
    run: () => router.push(`/runs/${id}`),
  }))
}
