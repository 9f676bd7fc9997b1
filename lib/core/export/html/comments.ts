/** What was said about a run, as sealed pages show it where somebody chose that. */
import { timeText } from '../report-words'
import { tag, text, type Markup } from '../svg/markup'
import { badge, paragraph, section } from './parts'

export interface SealedComment {
  author: string
  /** ISO. */
  at: string
  edited: boolean
  /** Null = it was deleted. */
  content: Markup | null
}

export interface SealedThread {
  /** What it is about, in words. */
  place: string
  resolved: boolean
  comments: readonly SealedComment[]
}

export function comments(threads: readonly SealedThread[]): Markup {
  if (threads.length === 0) return section('Comments', paragraph('Nobody had commented on this run.'))
  return section('Comments', ...threads.map(threadOf))
}

function threadOf({ place, resolved, comments }: SealedThread): Markup {
  return tag(
    'article',
    { class: 'thread' },
    tag('h3', {}, text(place), ...(resolved ? [text(' '), badge('good', '✓ resolved')] : [])),
    tag('ol', {}, ...comments.map(commentOf)),
  )
}

function commentOf({ author, at, edited, content }: SealedComment): Markup {
  return tag(
    'li',
    {},
    tag(
      'p',
      { class: 'soft' },
      tag('strong', {}, text(author)),
      text(` · ${timeText(at)}${edited && content !== null ? ', edited' : ''}`),
    ),
    content === null ? paragraph('This comment was deleted.') : tag('div', { class: 'said' }, content),
  )
}
