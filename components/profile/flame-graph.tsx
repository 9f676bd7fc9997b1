'use client'

/** A flame graph, callers above: click or Enter makes a frame as wide as the picture, arrow keys walk along the stacks. */
import { Button } from '@mantine/core'
import { useRef, useState, type KeyboardEvent } from 'react'
import type { FlameNode } from '@/lib/core/profile/flame-tree'
import { placeOf } from '@/lib/core/profile/profile'
import {
  flameBoxes,
  neighbour,
  originOf,
  ORIGINS,
  pathKey,
  type FlameBox,
  type FlamePath,
} from './flame-boxes'
import { shareWords, valueWords, type FlameUnit } from './profile-words'
import styles from './profile.module.css'

const ROW_PX = 22

export function FlameGraph({ tree, unit, label }: { tree: FlameNode; unit: FlameUnit; label: string }) {
  const [zoom, setZoom] = useState<FlamePath>([])
  const [current, setCurrent] = useState<FlamePath>([])
  const picture = useRef<HTMLDivElement>(null)
  const boxes = flameBoxes(tree, zoom)
  const depth = Math.max(...boxes.map((box) => box.depth)) + 1
  const known = boxes.some(({ key }) => key === pathKey(current)) ? current : zoom
  const shown = boxes.find(({ key }) => key === pathKey(known))

  const move = (event: KeyboardEvent, box: FlameBox) => {
    if (event.key === 'Escape') return setZoom([])
    const next = neighbour(boxes, box.path, event.key)
    if (!next) return
    event.preventDefault()
    setCurrent(next.path)
    picture.current?.querySelector<HTMLElement>(`[data-path="${next.key}"]`)?.focus()
  }
  return (
    <div className={styles.flame}>
      <div className={styles.flameHead}>
        <p className={styles.shown}>
          {shown ? <FrameWords node={shown.node} unit={unit} all={tree.total} /> : null}
        </p>
        <Button
          size="compact-xs"
          variant="default"
          disabled={zoom.length === 0}
          onClick={() => {
            setZoom([])
            setCurrent([])
          }}
        >
          Whole picture
        </Button>
      </div>
      <div
        ref={picture}
        className={styles.picture}
        role="group"
        aria-label={`${label}: arrow keys move, Enter widens, Escape shows all`}
        style={{ height: depth * ROW_PX }}
      >
        {boxes.map((box) => (
          <button
            key={box.key}
            type="button"
            className={styles.frame}
            data-path={box.key}
            data-origin={originOf(box.node)}
            tabIndex={box.key === pathKey(known) ? 0 : -1}
            style={{ top: box.depth * ROW_PX, left: `${box.left * 100}%`, width: `${box.width * 100}%` }}
            aria-label={spoken(box.node, unit, tree.total)}
            onClick={() => {
              setZoom(box.path)
              setCurrent(box.path)
            }}
            onFocus={() => setCurrent(box.path)}
            onMouseEnter={() => setCurrent(box.path)}
            onKeyDown={(event) => move(event, box)}
          >
            {box.node.name}
            {box.node.line > 0 ? <span>{placeOf(box.node)}</span> : null}
          </button>
        ))}
      </div>
      <ul className={styles.legend} aria-label="Colours of the frames">
        {Object.entries(ORIGINS).map(([origin, words]) => (
          <li key={origin}>
            <span className={styles.swatch} data-origin={origin} aria-hidden="true" />
            {words}
          </li>
        ))}
      </ul>
    </div>
  )
}

function FrameWords({ node, unit, all }: { node: FlameNode; unit: FlameUnit; all: number }) {
  return (
    <>
      <strong>{node.name}</strong> {node.line > 0 ? <code>{placeOf(node)}</code> : null}{' '}
      {valueWords(node.total, unit)} ({shareWords(node.total, all)})
      {node.self > 0 ? `, ${valueWords(node.self, unit)} of it in this frame itself` : ''}
    </>
  )
}

function spoken(node: FlameNode, unit: FlameUnit, all: number): string {
  const place = node.line > 0 ? `, ${placeOf(node)}` : ''
  return `${node.name}${place}: ${valueWords(node.total, unit)}, ${shareWords(node.total, all)}`
}
