/** Every experiment to begin with: one line per preset. */
import { DEMO_DESCRIPTION, demoSpec } from '../demo-spec'
import { lostAnswers } from './lost-answers'
import { p1 } from './p1-latency'
import { p10 } from './p10-promotion'
import { p11 } from './p11-chaos-mesh'
import { p12Idle, p12Loaded } from './p12-timers'
import { p13Bucket, p13Deduplication } from './p13-production'
import { p2 } from './p2-jitter'
import { p3 } from './p3-throughput'
import { p4 } from './p4-breaker'
import { p5 } from './p5-spectrum'
import { p6 } from './p6-three-faults'
import { p7 } from './p7-decision-log'
import { p8 } from './p8-storm'
import { p9Latency, p9Timeout } from './p9-toxics'
import type { Preset } from './preset'

/** What is queued at the very first start. */
const firstLook: Preset = {
  name: 'first-look',
  title: 'First look',
  description: DEMO_DESCRIPTION,
  spec: demoSpec,
}

export const presets: readonly Preset[] = [
  firstLook,
  lostAnswers,
  // What the two articles publish
  ...[p1, p2, p3, p4, p5, p6, p7, p8],
  ...[p9Latency, p9Timeout],
  ...[p10, p11],
  ...[p12Idle, p12Loaded],
  ...[p13Deduplication, p13Bucket],
]

/** Undefined where there is none of that name. */
export function findPreset(name: string | undefined): Preset | undefined {
  return presets.find((preset) => preset.name === name)
}
