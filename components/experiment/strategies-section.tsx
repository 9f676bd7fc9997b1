'use client'

import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { MAX_STRATEGIES } from '@/lib/core/experiment/spec'
import { findStrategy, strategies } from '@/lib/core/strategy/registry'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { MarkShape } from '@/components/ui/mark-shape'
import { Panel } from '@/components/ui/panel'
import type { StrategyDraft } from './draft'
import { SchemaFieldInputs } from './schema-field-inputs'
import { freeLabel, nextKey } from './strategy-drafts'
import type { ExperimentForm } from './use-experiment-form'
import styles from './experiment.module.css'

/** The arms of the experiment, each with the parameters its own schema asks for. */
export function StrategiesSection({ form }: { form: ExperimentForm }) {
  const { draft, problems, change } = form
  const looks = strategyLooks(draft.strategies)
  const put = (index: number, next: StrategyDraft) =>
    change({ strategies: draft.strategies.map((old, place) => (place === index ? next : old)) })
  return (
    <Panel title="Strategies" note="compared in the same trials">
      <ol className={styles.strategies}>
        {draft.strategies.map((strategy, index) => {
          const definition = findStrategy(strategy.use)
          const look = looks[index]
          const path = `strategies.${index}`
          return (
            <li key={strategy.key} className={styles.strategy}>
              <div className={styles.strategyHead}>
                <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                  {look ? <MarkShape look={look} x={7} y={7} size={12} /> : null}
                </svg>
                <TextInput
                  aria-label={`Label of strategy ${index + 1}`}
                  value={strategy.label}
                  placeholder={strategy.use}
                  error={problems.at(`${path}.label`)}
                  onChange={(event) => put(index, { ...strategy, label: event.currentTarget.value })}
                />
                <NativeSelect
                  aria-label={`Kind of strategy ${index + 1}`}
                  value={strategy.use}
                  error={problems.at(`${path}.use`)}
                  data={Object.values(strategies).map(({ name, title }) => ({ value: name, label: title }))}
                  onChange={(event) =>
                    put(index, { ...strategy, use: event.currentTarget.value, params: {} })
                  }
                />
                <CloseButton
                  aria-label={`Remove ${strategy.label}`}
                  onClick={() =>
                    change({ strategies: draft.strategies.filter(({ key }) => key !== strategy.key) })
                  }
                />
              </div>
              {definition ? (
                <>
                  <p className={styles.about}>{definition.description}</p>
                  <SchemaFieldInputs
                    schema={definition.params}
                    values={strategy.params}
                    path={`${path}.params`}
                    problems={problems}
                    onChange={(params) => put(index, { ...strategy, params })}
                  />
                </>
              ) : null}
            </li>
          )
        })}
      </ol>
      {problems.at('strategies') ? <p className={styles.problem}>{problems.at('strategies')}</p> : null}
      <div className={styles.add}>
        {Object.values(strategies).map(({ name, title }) => (
          <Button
            key={name}
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            disabled={draft.strategies.length >= MAX_STRATEGIES}
            onClick={() =>
              change({
                strategies: [
                  ...draft.strategies,
                  {
                    key: nextKey(draft.strategies),
                    use: name,
                    label: freeLabel(title.toLowerCase(), draft.strategies),
                    params: {},
                  },
                ],
              })
            }
          >
            {title}
          </Button>
        ))}
      </div>
    </Panel>
  )
}
