/** The frames of a flame graph as a table: those with the most of their own first. */
import type { FlameData } from '@/lib/core/profile/profile-view'
import { placeOf } from '@/lib/core/profile/profile'
import { Fold } from '@/components/ui/fold'
import { shareWords, valueWords, type FlameUnit } from './profile-words'
import styles from './profile.module.css'
import ui from '@/components/ui/ui.module.css'

export function TopFrames({ flame: { tree, top, stacks }, unit }: { flame: FlameData; unit: FlameUnit }) {
  return (
    <Fold
      name="frames"
      className={styles.numbers}
      summary={`Frames as a table: the first ${top.length}, of ${stacks} distinct stacks`}
    >
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Frames">
        <table className={ui.table}>
          <thead>
            <tr>
              <th scope="col">Frame</th>
              <th scope="col">Place</th>
              <th scope="col" className={ui.figure}>
                In itself
              </th>
              <th scope="col" className={ui.figure}>
                With all below
              </th>
            </tr>
          </thead>
          <tbody>
            {top.map((frame) => (
              <tr key={`${frame.name} ${placeOf(frame)}`}>
                <th scope="row">{frame.name}</th>
                <td>{frame.line > 0 ? <code>{placeOf(frame)}</code> : '–'}</td>
                <td className={ui.figure}>
                  {valueWords(frame.self, unit)} ({shareWords(frame.self, tree.total)})
                </td>
                <td className={ui.figure}>
                  {valueWords(frame.total, unit)} ({shareWords(frame.total, tree.total)})
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Fold>
  )
}
