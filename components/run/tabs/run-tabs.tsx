'use client'

/** The parts of a run, one at a time; what is not looked at costs nothing. */
import { Skeleton, Tabs } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useEffect, useRef, type ComponentType } from 'react'
import { useOfferedCommands } from '@/components/keys/commands-at-hand'
import { keyOfTab } from '@/components/keys/tab-keys'
import { useReview } from '@/components/review/review-queries'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { RUN_TABS, type RunTab } from '@/lib/core/runs/run-tabs'
import type { RunReport } from '@/lib/core/summary/report'
import { OverviewTab } from './overview-tab'
import { useRunTab } from './run-tab-state'
import { tabTitles, type TabTitle } from './tab-titles'
import styles from './tabs.module.css'

/** What each part gets. */
export interface TabInput {
  report: RunReport
  looks: readonly StrategyLook[]
}

// Drawn in the browser only: a part that comes drawn from the server is thrown away as soon as anything above it renders before its
// script is there, and a click at that moment is lost.
const loading = () => <Skeleton h={480} />
const FiguresTab = dynamic(() => import('./figures-tab'), { ssr: false, loading })
const TimelineTab = dynamic(() => import('./timeline-tab'), { ssr: false, loading })
const AttemptsTab = dynamic(() => import('./attempts-tab'), { ssr: false, loading })
const ReceiptsTab = dynamic<TabInput>(
  async () => (await import('@/components/run/trials-panel')).TrialsPanel,
  { ssr: false, loading },
)
const FindingsTab = dynamic(() => import('./findings-tab'), { ssr: false, loading })
const ThresholdsTab = dynamic(() => import('./thresholds-tab'), { ssr: false, loading })
const ProfileTab = dynamic<TabInput>(
  async () => (await import('@/components/profile/profile-panel')).ProfilePanel,
  { ssr: false, loading },
)
const SpecTab = dynamic(() => import('./spec-tab'), { ssr: false, loading })
const ReviewTab = dynamic(() => import('./review-tab'), { ssr: false, loading })

const CONTENTS: Record<RunTab, ComponentType<TabInput>> = {
  overview: OverviewTab,
  figures: FiguresTab,
  timeline: TimelineTab,
  attempts: AttemptsTab,
  receipts: ReceiptsTab,
  findings: FindingsTab,
  thresholds: ThresholdsTab,
  profile: ProfileTab,
  spec: SpecTab,
  review: ReviewTab,
}

export function RunTabs(input: TabInput) {
  const [tab, setTab] = useRunTab()
  const titles = tabTitles(input.report, useReview(input.report.id).data)
  const list = useRef<HTMLDivElement>(null)
  // On a phone the row is wider than the screen.
  useEffect(() => {
    const active = list.current?.querySelector<HTMLElement>('[data-active]')
    // The first one is in sight as it is; to ask where another stands has the whole page laid out.
    if (active?.previousElementSibling) list.current?.scrollTo({ left: active.offsetLeft - 96 })
    else if (list.current && list.current.scrollLeft > 0) list.current.scrollTo({ left: 0 })
  }, [tab])
  useOfferedCommands(
    'tabs',
    RUN_TABS.map((name, place) => ({
      id: `tab-${place + 1}`,
      group: 'Parts of this run',
      title: titles[name].title,
      keys: [keyOfTab(name, place)],
      run: () => {
        void setTab(name)
        // Whoever does not see the page hears which part it is now, and goes on from there.
        list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[place]?.focus()
      },
    })),
  )
  return (
    <Tabs
      value={tab}
      onChange={(value) => void setTab(RUN_TABS.find((name) => name === value) ?? null)}
      keepMounted={false}
      classNames={{ list: styles.list, tab: styles.tab, panel: styles.panel }}
    >
      <Tabs.List ref={list} aria-label="Parts of the run">
        {RUN_TABS.map((name) => (
          <Tabs.Tab key={name} value={name} rightSection={<Note {...titles[name]} />}>
            {titles[name].title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {RUN_TABS.map((name) => {
        const Content = CONTENTS[name]
        return (
          <Tabs.Panel key={name} value={name}>
            <Content {...input} />
          </Tabs.Panel>
        )
      })}
    </Tabs>
  )
}

function Note({ note, tone }: TabTitle) {
  return note === null ? null : (
    <span className={styles.note} data-tone={tone}>
      {note}
    </span>
  )
}
