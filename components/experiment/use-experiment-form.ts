'use client'

/** State of the builder: one experiment seen as form and as YAML, what is wrong with it, and sending it exactly once. */
import { useRouter } from 'next/navigation'
import { useMemo, useRef } from 'react'
import { labProblems } from '@/lib/core/experiment/capability-problems'
import { checkSpec, type ExperimentSpec, type SpecProblem } from '@/lib/core/experiment/spec'
import { ApiProblem } from '@/components/data/api'
import { useCreateRun } from '@/components/data/queries'
import { useCatalogue } from './catalogue-context'
import { withName } from './derived-name'
import { startingDraft, type ExperimentDraft } from './draft'
import { useLab } from './lab-context'
import { draftToSpec, specToDraft } from './draft-and-spec'
import type { Start, Typed } from './keep/kept-draft'
import { useKeptForm, type KeptForm } from './keep/use-kept-form'
import { inFormWords } from './problem-words'
import { ProblemsByPath } from './problems-by-path'
import { useUpstreams } from './upstreams-context'
import { useBuilderView, type BuilderView } from './builder-view'
import { useYamlTool, type YamlTool } from './yaml/use-yaml-tool'
import type { Installation } from './yaml/yaml-tool'

/** What the form is filled with at first, in place of the starting draft. */
export interface FormBegin extends Start {
  spec: ExperimentSpec
  /** What it is, for people. */
  about: string
}

const EMPTY_START: Start = { key: 'new', words: 'the empty form', href: '/experiments/new' }

export interface ExperimentForm {
  draft: ExperimentDraft
  change(part: Partial<ExperimentDraft>): void
  /** Puts something else in place of everything. @param words what, for people: "Started over" */
  replace(draft: ExperimentDraft, words: string): void
  /** The same with a text in YAML, whether or not it reads. */
  replaceByText(text: string, words: string): Promise<void>
  /** Puts what was kept elsewhere in place of everything. */
  takeOver(typed: Typed, words: string): void
  kept: KeptForm
  start: Start
  /** What the form began with. */
  begin: ExperimentDraft
  yaml: {
    /** Null until its parser has arrived. */
    tool: YamlTool | null
    /** As typed, or written from the form; null until the parser has arrived. */
    text: string | null
    /** Whether a person wrote the text; else it is written from the form. */
    isTyped: boolean
    /** Whether the typed text has comments, which a text written from the form has not. */
    hasComments: boolean
    type(text: string): void
  }
  view: BuilderView
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
  const create = useCreateRun()
  const inFlight = useRef(false)
  const start = from ?? EMPTY_START
  const begin = useMemo(() => (from ? specToDraft(from.spec) : startingDraft()), [from])
  const kept = useKeptForm(start, () => ({ draft: begin, text: null, textReads: true }))
  const { draft, text, textReads } = kept.typed
  const view = useBuilderView(!textReads)
  const tool = useYamlTool(view.shown === 'yaml' || text !== null)
  const installation = useInstallation()

  const hasComments = useMemo(() => text !== null && (tool?.hasComments(text) ?? false), [text, tool])
  const ofDraft = useMemo(() => draftToSpec(draft), [draft])
  // A text says more than a form can show: where there is one, it is what is sent.
  const reading = useMemo(
    () => (text === null ? null : (tool?.readYaml(text, installation) ?? WAITING)),
    [text, tool, installation],
  )
  const result = useMemo(() => reading ?? readForm(ofDraft, installation), [reading, ofDraft, installation])
  const spec = (reading?.parsed as Record<string, unknown> | null | undefined) ?? ofDraft
  const serverProblems = create.error instanceof ApiProblem ? create.error.problems : []
  const isRight = result.parsed !== null && result.problems.length === 0
  const told = isRight ? serverProblems : result.problems

  const put: KeptForm['put'] = (change, words) => {
    kept.put(change, words)
    if (create.error) create.reset()
  }
  const typeText = (reader: YamlTool, next: string, words?: string) => {
    const { parsed } = reader.readYaml(next, installation)
    put(
      (before) => ({
        draft: parsed ? specToDraft(parsed) : before.draft,
        ...{ text: next, textReads: parsed !== null },
      }),
      words,
    )
  }

  return {
    draft,
    change: (part) => {
      put(
        (before) => ({ draft: withName(before.draft, part), text: null, textReads: true }),
        hasComments ? 'The YAML was written anew from the form, without its comments' : undefined,
      )
    },
    replace: (next, words) => put(() => ({ draft: next, text: null, textReads: true }), words),
    replaceByText: async (next, words) => typeText(tool ?? (await import('./yaml/yaml-tool')), next, words),
    takeOver: (typed, words) => put(() => typed, words),
    kept,
    start,
    begin,
    yaml: {
      tool,
      text: text ?? tool?.specText(ofDraft) ?? null,
      isTyped: text !== null,
      hasComments,
      type: (next) => {
        if (tool) typeText(tool, next)
      },
    },
    view,
    spec,
    checked: isRight ? result.parsed : null,
    problems: new ProblemsByPath(view.shown === 'form' ? inFormWords(told, draft, ofDraft) : told),
    sending: create.isPending || create.isSuccess,
    refusal: create.error,
    submit: () => {
      // A ref, because two clicks can come before React has painted the disabled button.
      if (!isRight || inFlight.current) return
      inFlight.current = true
      create.mutate(spec, {
        onSuccess: ({ id }) => {
          kept.forget()
          router.push(`/runs/${id}`)
        },
        onError: () => {
          inFlight.current = false
        },
      })
    },
  }
}

/** Until the parser has arrived, nobody knows. */
const WAITING = { parsed: null, problems: [] as SpecProblem[] }

function useInstallation(): Installation {
  const catalogue = useCatalogue()
  const lab = useLab()
  const upstreams = useUpstreams()
  return useMemo(() => ({ catalogue, lab, upstreams }), [catalogue, lab, upstreams])
}

function readForm(spec: Record<string, unknown>, { catalogue, upstreams, lab }: Installation) {
  const checked = checkSpec(spec, catalogue, upstreams)
  if (!checked.ok) return { parsed: null, problems: checked.problems }
  return { parsed: checked.spec, problems: lab ? labProblems(checked.spec, lab) : [] }
}
