'use client'

/** A button that takes something of a list: by group, narrowing while a person types. */
import { Button, Combobox, useCombobox } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { firstSentence } from './search-words'
import styles from './experiment.module.css'

export interface MenuGroup {
  title: string
  entries: {
    name: string
    title: string
    description: string
    /** Why it cannot be chosen. */
    closed?: string | null
  }[]
}

export function GroupedMenu({
  words,
  groupsOf,
  disabled = false,
  icon = <IconPlus size={14} aria-hidden="true" />,
  onOpen,
  onAdd,
}: {
  /** What the button, the search and the list are called; `none` is said when nothing is found. */
  words: { button: string; search: string; placeholder: string; list: string; none: string }
  groupsOf: (search: string) => readonly MenuGroup[]
  disabled?: boolean
  icon?: ReactNode
  onOpen?: () => void
  onAdd: (name: string) => void
}) {
  const [search, setSearch] = useState('')
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      combobox.focusTarget()
      setSearch('')
    },
    onDropdownOpen: () => {
      combobox.focusSearchInput()
      onOpen?.()
    },
  })
  const groups = groupsOf(search)
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width="min(440px, calc(100vw - 32px))"
      onOptionSubmit={(name) => {
        onAdd(name)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <Button
          size="xs"
          variant="default"
          leftSection={icon}
          disabled={disabled}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          {words.button}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          aria-label={words.search}
          placeholder={words.placeholder}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            // Enter adds the best match at once.
            combobox.updateSelectedOptionIndex()
          }}
        />
        <Combobox.Options className={styles.options} aria-label={words.list}>
          {groups.map(({ title, entries }) => (
            <Combobox.Group key={title} label={title}>
              {entries.map(({ name, title: entryTitle, description, closed }) => (
                <Combobox.Option
                  key={name}
                  value={name}
                  aria-label={closed ? `${entryTitle}: ${closed}` : entryTitle}
                  disabled={Boolean(closed)}
                >
                  <div className={styles.optionTitle}>{entryTitle}</div>
                  {closed ? (
                    <div className={styles.optionClosed}>{closed}</div>
                  ) : (
                    <div className={styles.optionAbout}>{firstSentence(description)}</div>
                  )}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {groups.length === 0 ? <Combobox.Empty>{words.none}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
