/** Where the figures were made: another machine gives other ones. */
import { Panel } from '@/components/ui/panel'
import { OWN_UPSTREAM } from '@/lib/core/experiment/target'
import type { RunEnvironment, RunReport } from '@/lib/core/summary/report'
import lists from './lists.module.css'
import ui from '@/components/ui/ui.module.css'

export function EnvironmentPanel({ report }: { report: RunReport }) {
  const { environment } = report
  const rows: [string, string][] = environment
    ? [
        targetRow(report.spec.target, environment),
        ['Toxiproxy', environment.toxiproxyVersion],
        ['Lab', environment.driver === 'local' ? 'local processes on this machine' : 'external endpoints'],
        ['Node.js', environment.nodeVersion],
        ['Machine', `${environment.platform}, ${environment.cpus} × ${environment.cpuModel}`],
        ['Seed', `${report.seed}`],
      ]
    : []
  return (
    <Panel title="Environment" note="another machine gives other figures">
      {environment ? (
        <dl className={lists.words}>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className={ui.secondary}>Known once the run has started.</p>
      )}
    </Panel>
  )
}

function targetRow(target: RunReport['spec']['target'], { etcdVersion }: RunEnvironment): [string, string] {
  if (target.kind === 'etcd') return ['etcd', `${etcdVersion ?? 'of unknown version'}, three members`]
  const isOwn = target.upstream === OWN_UPSTREAM
  return [
    'HTTP upstream',
    isOwn ? 'our own, one process' : `${target.upstream}, of the list of this installation`,
  ]
}
