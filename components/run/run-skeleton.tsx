/** A run whose report is on the way: its name stands where it will stand, with its parts in their later size. */
import { Breadcrumbs, Skeleton } from '@mantine/core'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

export function RunSkeleton({ number, name }: { number: number; name: string }) {
  return (
    <div className={ui.stack} aria-busy="true">
      <header>
        <div className={styles.top}>
          <nav aria-label="Way here">
            <Breadcrumbs fz={13}>
              <span>Runs</span>
              <span>Run {number}</span>
            </Breadcrumbs>
          </nav>
          <Skeleton h={36} w={560} maw="60%" />
        </div>
        <div className={styles.title}>
          <h1>
            Run {number} · {name}
          </h1>
        </div>
        <Skeleton h={16} w="70%" />
      </header>
      <Skeleton h={38} />
      <Skeleton h={480} />
      <Skeleton h={240} />
    </div>
  )
}
