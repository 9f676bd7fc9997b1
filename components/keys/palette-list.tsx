/** The list of the palette: entries by group, one of them current. */
import { KeyCaps } from './key-caps'
import type { PaletteEntry, PaletteGroup } from './palette-entries'
import styles from './keys.module.css'

/** Where somebody goes by keys, the list follows; by pointer it stays still. */
function keepInView(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' })
}

export function PaletteList({
  id,
  groups,
  current,
  onPoint,
  onChoose,
}: {
  /** Ids of list and options begin with it. */
  id: string
  groups: readonly { group: PaletteGroup; entries: readonly PaletteEntry[] }[]
  /** Counted over all groups. */
  current: number
  onPoint(place: number): void
  onChoose(entry: PaletteEntry): void
}) {
  const starts = groups.map((_, place) =>
    groups.slice(0, place).reduce((sum, { entries }) => sum + entries.length, 0),
  )
  return (
    <>
      <div role="listbox" id={`${id}-list`} aria-label="What was found" className={styles.list} tabIndex={-1}>
        {groups.map(({ group, entries }, groupPlace) => (
          <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
            <div id={`${id}-${group}`} className={styles.group}>
              {group}
            </div>
            {entries.map((entry, entryPlace) => {
              const place = (starts[groupPlace] ?? 0) + entryPlace
              return (
                // The field keeps the focus and has the keys.
                <div
                  key={entry.id}
                  id={`${id}-${place}`}
                  role="option"
                  aria-selected={place === current}
                  ref={place === current ? keepInView : null}
                  className={styles.option}
                  onMouseDown={(event) => event.preventDefault()}
                  onMouseMove={() => {
                    if (place !== current) onPoint(place)
                  }}
                  onClick={() => onChoose(entry)}
                >
                  <span className={styles.optionTitle}>{entry.title}</span>
                  {entry.note ? <span className={styles.optionNote}>{entry.note}</span> : null}
                  {entry.keys ? <KeyCaps alternatives={[entry.keys]} /> : null}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      <p role="status" className={styles.none}>
        {groups.length === 0 ? 'Nothing of that name. Runs are found by number, name, tag and version.' : ''}
      </p>
    </>
  )
}
