/** A page of lists while its data is on the way: its heads stand where they will stand, with rows in their later size. */
import { Skeleton } from '@mantine/core'
import { Panel } from '@/components/ui/panel'
import styles from './runs.module.css'
import ui from '@/components/ui/ui.module.css'

const ROWS = [0, 1, 2, 3, 4, 5]

export function ListSkeleton({ title, panels }: { title: string; panels: readonly string[] }) {
  return (
    <div className={ui.stack} aria-busy="true">
      <div className={ui.pageHead}>
        <h1>{title}</h1>
        <Skeleton h={36} w={158} />
      </div>
      {panels.map((panel) => (
        <Panel key={panel} title={panel}>
          <ul className={styles.list}>
            {ROWS.map((row) => (
              <li key={row} className={styles.row}>
                <Skeleton h={40} />
                <Skeleton h={22} w="70%" />
                <Skeleton h={64} />
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </div>
  )
}
