'use client'

/** Other drafts that this browser keeps: those of other starts, and of other tabs. */
import { IconStack2 } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { ago } from '@/components/format/duration'
import { GroupedMenu } from '../grouped-menu'
import { keptStore, tabId } from '../keep/browser-stores'
import { entryKey, listEntries, readEntry, writeEntry, type Entry } from '../keep/kept-draft'
import { hasAllWords } from '../search-words'
import type { ExperimentForm } from '../use-experiment-form'

export function KeptDrafts({ form }: { form: ExperimentForm }) {
  const router = useRouter()
  const { key: startKey } = form.start
  const [entries, setEntries] = useState<Entry[]>([])
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- an external store is read once
    setEntries(otherEntries(startKey))
  }, [startKey])
  const open = (key: string) => {
    const entry = entries.find((one) => keyOf(one) === key)
    if (!entry) return
    if (entry.start.key === startKey) {
      form.takeOver(entry.typed, `Took over “${nameOf(entry)}”`)
      return
    }
    handOver(entry)
    router.push(entry.start.href)
  }
  return (
    <GroupedMenu
      words={{
        button: `Kept drafts · ${entries.length}`,
        search: 'Search kept drafts',
        placeholder: 'Name',
        list: 'Kept drafts',
        none: 'No draft has all these words.',
      }}
      icon={<IconStack2 size={14} aria-hidden="true" />}
      // Always there: a button that comes with the second paint would move the row.
      disabled={entries.length === 0}
      onOpen={() => setEntries(otherEntries(startKey))}
      groupsOf={(search) => [
        {
          title: 'Typed before, newest first',
          entries: entries
            .filter((entry) => hasAllWords(`${nameOf(entry)} ${entry.start.words}`, search))
            .map((entry) => ({
              name: keyOf(entry),
              title: nameOf(entry),
              description: `${ago(new Date(entry.savedAt).toISOString(), new Date())} · begun from ${entry.start.words}${entry.tab === tabId() ? '' : ', in another tab'}`,
            })),
        },
      ]}
      onAdd={open}
    />
  )
}

function otherEntries(startKey: string): Entry[] {
  const store = keptStore()
  if (!store) return []
  const own = entryKey(tabId(), { key: startKey })
  return listEntries(store).filter((entry) => keyOf(entry) !== own)
}

function keyOf({ tab, start }: Entry): string {
  return entryKey(tab, start)
}

function nameOf({ typed: { draft, text, textReads } }: Entry): string {
  const name = draft.name.trim() || 'without a name'
  return text !== null && !textReads ? `${name} (YAML that does not read yet)` : name
}

/** Makes another tab's draft this tab's own, where it will be restored; what this tab had there is one step back. */
function handOver(entry: Entry): void {
  const store = keptStore()
  const tab = tabId()
  if (!store || entry.tab === tab) return
  const own = readEntry(store, entryKey(tab, entry.start))
  const undo = own ? { words: `Took over “${nameOf(entry)}”`, typed: own.typed } : entry.undo
  writeEntry(store, { ...entry, tab, undo })
}
