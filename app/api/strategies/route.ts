import * as operations from '@/lib/core/api/subjects/experiments'
import { strategyItem } from '@/lib/core/strategy/strategy-item'
import { installedCatalogue } from '@/lib/config/own-catalogue'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listStrategies, () =>
  Promise.resolve({ strategies: installedCatalogue().all.map(strategyItem) }),
)
