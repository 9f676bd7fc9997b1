/** Test support: steps to inject by hand, and a ledger that nobody reads. */
import type { FaultStep } from '@/lib/core/fault/fault'
import type { FaultName } from '@/lib/core/fault/registry'
import { faultOf } from '@/lib/core/fault/registry'
import type { FaultInjector, Injected, LedgerKeeper, LinkProber } from '@/lib/engine/ports'

/** A step of that fault with its defaults filled in. */
export function stepOf(
  fault: FaultName,
  params: Record<string, unknown> = {},
  id: string = fault,
): FaultStep {
  return {
    ...{ id, fault, startMs: 0, endMs: null },
    params: faultOf({ fault }).params.parse(params) as Record<string, unknown>,
  }
}

/** Injects a fault now. */
export function inject(
  faults: FaultInjector,
  fault: FaultName,
  params: Record<string, unknown> = {},
  acts: () => void = () => undefined,
): Promise<Injected> {
  return faults.inject(stepOf(fault, params), acts)
}

export const unreadLedger: LedgerKeeper = {
  intend: () => Promise.resolve(),
  changed: () => undefined,
}

/** For trials whose receipt nobody reads. */
export const noProber: LinkProber = { roundTripMs: () => Promise.resolve(null) }
