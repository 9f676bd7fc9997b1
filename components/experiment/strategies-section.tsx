'use client'

import { MAX_STRATEGIES } from '@/lib/core/experiment/spec'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import { useCatalogue } from './catalogue-context'
import type { StrategyDraft } from './draft'
import { FieldProblem } from './field-problem'
import { StrategyCard } from './strategy-card'
import { freeLabel, nextKey } from './strategy-drafts'
import { StrategyMenu } from './strategy-menu'
import type { ExperimentForm } from './use-experiment-form'
import styles from './experiment.module.css'

/** The arms of the experiment, each with the parameters its own schema asks for. */
export function StrategiesSection({ form }: { form: ExperimentForm }) {
  const { draft, problems, change } = form
  const catalogue = useCatalogue()
  const looks = strategyLooks(draft.strategies)
  const put = (index: number, next: StrategyDraft) =>
    change({ strategies: draft.strategies.map((old, place) => (place === index ? next : old)) })
  const add = (name: string) => {
    const label = freeLabel((catalogue.find(name)?.title ?? name).toLowerCase(), draft.strategies)
    change({
      strategies: [...draft.strategies, { key: nextKey(draft.strategies), use: name, label, params: {} }],
    })
  }
  const isFull = draft.strategies.length >= MAX_STRATEGIES
  return (
    <Panel title="Strategies" note="compared in the same trials">
      <ol className={styles.strategies}>
        {draft.strategies.map((strategy, index) => {
          const look = looks[index]
          return look ? (
            <StrategyCard
              key={strategy.key}
              strategy={strategy}
              index={index}
              look={look}
              target={draft.target.kind}
              problems={problems}
              onChange={(next) => put(index, next)}
              onRemove={() =>
                change({ strategies: draft.strategies.filter(({ key }) => key !== strategy.key) })
              }
            />
          ) : null
        })}
      </ol>
      <FieldProblem problems={problems} path="strategies" />
      <div className={styles.add}>
        <StrategyMenu disabled={isFull} onAdd={add} />
        {isFull ? <span className={styles.full}>An experiment has at most {MAX_STRATEGIES}.</span> : null}
      </div>
    </Panel>
  )
}
