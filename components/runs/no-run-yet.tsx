/** The very first look, before any run: what this is, and what to do. */
import { WorkerBanner } from '@/components/shell/worker-banner'
import { EmptyState } from '@/components/ui/empty-state'
import styles from '@/components/ui/ui.module.css'

export function NoRunYet() {
  return (
    <div className={styles.stack}>
      <WorkerBanner />
      <EmptyState
        title="No run yet"
        action={{ href: '/experiments/new', words: 'New experiment' }}
        other={{ href: '/presets', words: 'Start from a preset' }}
      >
        Describe which retry strategies should go through which faults. A real etcd behind a real Toxiproxy
        answers, and this page shows what happened.
      </EmptyState>
    </div>
  )
}
