/** Where the figures were made: another machine gives other ones. */
import type { RunReport } from '@/lib/core/summary/report'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

export function EnvironmentPanel({ report }: { report: RunReport }) {
  const { environment } = report
  const rows: [string, string][] = environment
    ? [
        ['etcd', `${environment.etcdVersion}, three members`],
        ['Toxiproxy', environment.toxiproxyVersion],
        ['Lab', environment.driver === 'local' ? 'local processes on this machine' : 'external endpoints'],
        ['Node.js', environment.nodeVersion],
        ['Machine', `${environment.platform}, ${environment.cpus} × ${environment.cpuModel}`],
        ['Seed', `${report.seed}`],
      ]
    : []
  return (
    <details className={`${ui.panel} ${styles.details}`}>
      <summary>
        Environment
        <span>{environment ? `etcd ${environment.etcdVersion}, ${environment.cpus} cores` : ''}</span>
      </summary>
      {environment ? (
        <dl className={styles.words}>
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
    </details>
  )
}
