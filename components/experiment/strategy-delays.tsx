'use client'

/** The delays that the parameters in the form make, as they change. */
import { useEffect, useMemo, useState } from 'react'
import { envelopeOf, scheduleOf, type Schedulable, type Schedule } from '@/lib/core/strategy/schedule'
import { ScheduleChart } from '@/components/charts/schedule-chart'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { FieldValues } from './draft'

/** More would not be told apart at this size. */
const SHOWN_ATTEMPTS = 11
const SEED = 1

export function StrategyDelays({
  strategy,
  values,
  look,
}: {
  strategy: Schedulable
  values: FieldValues
  look: StrategyLook
}) {
  const schedule = useSchedule(strategy, values)
  return (
    <ScheduleChart schedule={schedule} look={look} mayGoOn={schedule?.attempts.length === SHOWN_ATTEMPTS} />
  )
}

/** Bounds at once and the drawn sequence a moment later; null while the parameters are not accepted. */
function useSchedule(strategy: Schedulable, values: FieldValues): Schedule | null {
  const params = useMemo(() => {
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
    const parsed = strategy.params.safeParse(filled)
    return parsed.success ? (parsed.data as Record<string, unknown>) : null
  }, [strategy, values])
  const envelope = useMemo(
    () => params && envelopeOf(strategy, params, { attempts: SHOWN_ATTEMPTS }),
    [strategy, params],
  )
  const [drawn, setDrawn] = useState<{ params: object; schedule: Schedule } | null>(null)
  useEffect(() => {
    if (!params) return
    let isStale = false
    // Driving a strategy takes promises, even where no time passes.
    void scheduleOf(strategy, params, { attempts: SHOWN_ATTEMPTS, seed: SEED }).then((schedule) => {
      if (!isStale) setDrawn({ params, schedule })
    })
    return () => {
      isStale = true
    }
  }, [strategy, params])
  return drawn && drawn.params === params ? drawn.schedule : envelope
}
