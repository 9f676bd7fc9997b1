'use client'

/** State of the form: the draft, what is wrong with it, and sending it exactly once. */
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import { labProblems } from '@/lib/core/experiment/capability-problems'
import { checkSpec, type ExperimentSpec } from '@/lib/core/experiment/spec'
import { ApiProblem } from '@/components/data/api'
import { useCreateRun } from '@/components/data/queries'
import { useCatalogue } from './catalogue-context'
import { withName } from './derived-name'
import { experimentDraftSchema, startingDraft, type ExperimentDraft } from './draft'
import { useLab } from './lab-context'
import { draftToSpec, specToDraft } from './draft-and-spec'
import { ProblemsByPath } from './problems-by-path'
import { useUpstreams } from './upstreams-context'

/** What the form is filled with at first, in place of the starting draft. */
export interface FormBegin {
  /** Names it: changes to it are kept apart from what stands in the empty form. */
  key: string
  /** What it is, for people. */
  words: string
  spec: ExperimentSpec
}

function storageKey(begin: FormBegin | null): string {
  return `retryscope.experiment-draft.${begin?.key ?? 'new'}`
}

export interface ExperimentForm {
  draft: ExperimentDraft
  change(part: Partial<ExperimentDraft>): void
  reset(): void
  /** The unchecked spec, as it would be sent. */
  spec: Record<string, unknown>
  /** The checked spec; null while something is wrong. */
  checked: ExperimentSpec | null
  problems: ProblemsByPath
  submit(): void
  sending: boolean
  /** Why the server refused; null before. */
  refusal: Error | null
}

/** The form's state: begun from a spec, from what was typed before a reload, or from the starting draft. */
export function useExperimentForm(from: FormBegin | null): ExperimentForm {
  const router = useRouter()
  const catalogue = useCatalogue()
  const lab = useLab()
  const upstreams = useUpstreams()
  const create = useCreateRun()
  const inFlight = useRef(false)
  const begin = () => (from ? specToDraft(from.spec) : startingDraft())
  const [draft, setDraft] = useState(begin)
  const restored = useRef(false)
  const key = storageKey(from)

  // After the first paint, because the server cannot know what this tab keeps.
  useEffect(() => {
    if (restored.current) return
    restored.current = true
    const kept = readKept(key)
    // eslint-disable-next-line react-hooks/set-state-in-effect -- an external store is read once
    if (kept) setDraft(kept)
  }, [key])

  const change = (part: Partial<ExperimentDraft>) => {
    setDraft((before) => {
      const next = withName(before, part)
      keep(key, next)
      return next
    })
    if (create.error) create.reset()
  }

  const spec = useMemo(() => draftToSpec(draft), [draft])
  const result = useMemo(() => {
    const checked = checkSpec(spec, catalogue, upstreams)
    const beyond = checked.ok && lab ? labProblems(checked.spec, lab) : []
    return beyond.length === 0 ? checked : { ok: false as const, problems: beyond }
  }, [spec, catalogue, lab, upstreams])
  const serverProblems = create.error instanceof ApiProblem ? create.error.problems : []
  const problems = new ProblemsByPath(result.ok ? serverProblems : result.problems)

  return {
    draft,
    change,
    reset: () => change(begin()),
    spec,
    checked: result.ok ? result.spec : null,
    problems,
    sending: create.isPending || create.isSuccess,
    refusal: create.error,
    submit: () => {
      // A ref, because two clicks can come before React has painted the disabled button.
      if (!result.ok || inFlight.current) return
      inFlight.current = true
      create.mutate(spec, {
        onSuccess: ({ id }) => router.push(`/runs/${id}`),
        onError: () => {
          inFlight.current = false
        },
      })
    },
  }
}

function readKept(key: string): ExperimentDraft | null {
  try {
    const parsed = experimentDraftSchema.safeParse(JSON.parse(sessionStorage.getItem(key) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    // Storage switched off, or not JSON: the form works without it.
    return null
  }
}

function keep(key: string, draft: ExperimentDraft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // Storage full or switched off: only the reload loses something.
  }
}
