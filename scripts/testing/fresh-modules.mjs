/** Before each file of unit tests: nothing is left that an earlier file of the same thread has set. */
import { vi } from 'vitest'

vi.resetModules()
vi.unstubAllEnvs()
vi.unstubAllGlobals()
