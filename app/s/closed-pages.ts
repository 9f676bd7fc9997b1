/** Pages that stand where a shared one does not open. Complete in themselves, like what they stand for. */
import { htmlPage } from '@/lib/core/export/html/page'
import { tag, text, type Markup } from '@/lib/core/export/svg/markup'
import { colours } from '../sealing/colours'

/** The same for a link that was never given out, has expired or was revoked. */
export function noSuchLinkPage(): string {
  return page('This link does not work', [
    tag(
      'p',
      {},
      text(
        'It may have expired, somebody may have revoked it, or a part of it is missing. Ask whoever sent it for a new one.',
      ),
    ),
  ])
}

export function passwordPage(problem: string | null): string {
  return page('This page has a password', [
    tag('p', {}, text('Whoever sent you the link has it.')),
    tag(
      'form',
      { method: 'post' },
      tag('label', { for: 'password' }, text('Password')),
      tag('input', {
        ...{
          id: 'password',
          name: 'password',
          type: 'password',
          required: '',
          autofocus: '',
          maxlength: 200,
        },
        autocomplete: 'current-password',
        ...(problem === null ? {} : { 'aria-invalid': 'true', 'aria-describedby': 'problem' }),
      }),
      ...(problem === null
        ? []
        : [tag('p', { id: 'problem', class: 'problem-words' }, text(`✕ ${problem}`))]),
      tag('button', { type: 'submit' }, text('Open')),
    ),
  ])
}

function page(title: string, content: readonly Markup[]): string {
  return htmlPage({ title, colours, formsToSelf: true }, [
    tag('section', { class: 'closed' }, tag('h1', {}, text(title)), ...content),
  ])
}
