'use client'

/** Adds a strategy: a list by group that narrows while a person types. */
import { Button, Combobox, useCombobox } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useCatalogue } from './catalogue-context'
import { firstSentence, strategyGroups } from './strategy-groups'
import styles from './experiment.module.css'

export function StrategyMenu({ disabled, onAdd }: { disabled: boolean; onAdd: (name: string) => void }) {
  const [search, setSearch] = useState('')
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      combobox.focusTarget()
      setSearch('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const groups = strategyGroups(search, useCatalogue().all)
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
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          disabled={disabled}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          Add strategy
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          aria-label="Search strategies"
          placeholder="Search, for example: jitter, breaker, budget"
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            // Enter adds the best match at once.
            combobox.updateSelectedOptionIndex()
          }}
        />
        <Combobox.Options className={styles.options} aria-label="Strategies">
          {groups.map(({ title, entries }) => (
            <Combobox.Group key={title} label={title}>
              {entries.map((entry) => (
                <Combobox.Option key={entry.name} value={entry.name} aria-label={entry.title}>
                  <div className={styles.optionTitle}>{entry.title}</div>
                  <div className={styles.optionAbout}>{firstSentence(entry.description)}</div>
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {groups.length === 0 ? <Combobox.Empty>No strategy has all these words.</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
