'use client'

/** All keys of the product, and the switch that turns the single ones off. */
import { Modal, Switch } from '@mantine/core'
import { KeyCaps } from './key-caps'
import type { OverlayInput } from './open-overlay'
import { KEY_GROUPS } from './registry'
import { useSingleKeys } from './single-keys'
import styles from './keys.module.css'

export default function KeySheet({ opened, onClose }: OverlayInput) {
  const [singleKeys, setSingleKeys] = useSingleKeys()
  return (
    <Modal.Root opened={opened} onClose={onClose} size={720}>
      <Modal.Overlay />
      <Modal.Content p={16}>
        {/* No header of Mantine’s: it would be a second banner of the page. */}
        <div className={styles.head}>
          <Modal.Title>Keys</Modal.Title>
          <Modal.CloseButton aria-label="Close the keys" />
        </div>
        <div className={styles.groups}>
          {KEY_GROUPS.map(({ title, lines }) => (
            <section key={title} aria-label={title}>
              <h3>{title}</h3>
              <dl className={styles.lines}>
                {lines.map(({ shown, words, bindings }) => (
                  <div key={words} data-off={(!singleKeys && bindings.length > 0) || undefined}>
                    <dt>
                      <KeyCaps alternatives={shown} />
                    </dt>
                    <dd>{words}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <Switch
          mt={16}
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
          label="Single keys"
          description="Off: letters, digits and signs do nothing by themselves; Ctrl + K (⌘ K) always does. They never act while you type in a field. Kept in this browser."
        />
      </Modal.Content>
    </Modal.Root>
  )
}
