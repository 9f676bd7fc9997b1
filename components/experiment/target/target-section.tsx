'use client'

/** What the experiment is aimed at: etcd, our own HTTP upstream with its behaviour, or one of the installation's list. */
import { NativeSelect, SegmentedControl } from '@mantine/core'
import { OWN_UPSTREAM } from '@/lib/core/experiment/target'
import { Panel } from '@/components/ui/panel'
import type { TargetDraft } from '../draft'
import { fieldId } from '../field-id'
import { FieldProblem } from '../field-problem'
import { useUpstreams } from '../upstreams-context'
import type { ExperimentForm } from '../use-experiment-form'
import { OwnUpstreamFields } from './own-upstream-fields'
import { TheirUpstreamFields } from './their-upstream-fields'
import experiment from '../experiment.module.css'

const KINDS = [
  { value: 'etcd', label: 'etcd' },
  { value: 'http', label: 'HTTP' },
]
const ABOUT = {
  etcd: 'Three members that elect a leader. Puts and linearizable gets, over gRPC.',
  http: 'One server behind Toxiproxy. A put is a POST, a get is a GET, on keep-alive connections.',
}

export function TargetSection({ form }: { form: ExperimentForm }) {
  const { draft, problems, change } = form
  const { target } = draft
  const upstreams = useUpstreams()
  const put = (part: Partial<TargetDraft>) => change({ target: { ...target, ...part } })
  // A former run may name one that has been taken off the list since: it stays in sight, with what is wrong about it.
  const offered = [...new Set([OWN_UPSTREAM, ...upstreams, target.upstream])]
  const fields = { target, problems, onChange: put }
  return (
    <Panel title="Target" note="what the callers talk to">
      <SegmentedControl
        aria-label="Kind of target"
        data={KINDS}
        value={target.kind}
        onChange={(value) =>
          change(
            value === 'http'
              ? // There is no leader that could be switched, and the axis is not shown.
                { target: { ...target, kind: 'http' }, leaderSwitchesPerMinute: ['0'] }
              : { target: { ...target, kind: 'etcd' } },
          )
        }
      />
      <p className={experiment.about}>{ABOUT[target.kind]}</p>
      {target.kind === 'http' && offered.length > 1 ? (
        <NativeSelect
          className={experiment.name}
          id={fieldId('target.upstream')}
          label="Upstream"
          value={target.upstream}
          data={offered.map((name) => ({ value: name, label: name === OWN_UPSTREAM ? 'our own' : name }))}
          error={problems.at('target.upstream')}
          onChange={(event) => put({ upstream: event.currentTarget.value })}
        />
      ) : null}
      {target.kind === 'etcd' ? null : target.upstream === OWN_UPSTREAM ? (
        <OwnUpstreamFields {...fields} />
      ) : (
        <TheirUpstreamFields {...fields} />
      )}
      <FieldProblem problems={problems} path="target" />
    </Panel>
  )
}
