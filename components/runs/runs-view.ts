'use client'

/** Which runs a person looks at: kept in the address, so that a link shows what its sender saw. */
import { useQueryStates, type Options } from 'nuqs'
import { runsParsers, type RunsAddress } from './runs-address'

export interface RunsView {
  address: RunsAddress
  /** Another search or filter begins at the first page. */
  change(part: Partial<RunsAddress>, options?: Options): void
  turnTo(page: number): void
  clear(): void
}

export function useRunsView(): RunsView {
  const [address, setAddress] = useQueryStates(runsParsers, { history: 'push' })
  return {
    address,
    change: (part, options) => void setAddress({ page: 1, ...part }, options),
    turnTo: (page) => void setAddress({ page }),
    clear: () => void setAddress(null),
  }
}
