/** A whole experiment to begin with: it shows one thing, in less than a minute. */
import type { ExperimentSpec } from '../spec'

/** One entry of the registry. */
export interface Preset {
  /** On the command line and in addresses. */
  name: string
  /** In a few words: for people. */
  title: string
  /** What it shows, and where to look: for people. */
  description: string
  /** Checked like everything else. */
  spec(): ExperimentSpec
}
