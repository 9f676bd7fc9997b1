'use client'

/** For administrators: who has an account, what they may do, and who is invited. */
import { Group } from '@mantine/core'
import { useQueryStates } from 'nuqs'
import {
  useChangeRole,
  useInvitations,
  usePeople,
  useRemovePerson,
  useWithdrawInvitation,
} from '@/components/data/account-queries'
import { count, counted } from '@/components/format/figures'
import { LocalTime } from '@/components/format/local-time'
import { FurtherPages } from '@/components/shell/further-pages'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Panel } from '@/components/ui/panel'
import type { InvitationsPage, PeoplePage as People, Person } from '@/lib/core/api/schemas/accounts'
import { ROLES } from '@/lib/core/access/access'
import { ROLE_WORDS } from '@/lib/core/access/account-rules'
import { AskedTwice } from '@/components/ui/asked-twice'
import { pagesOf, peopleParsers } from './account-address'
import { InviteForm } from './invite-form'
import { ListPages } from './list-pages'
import { RoleSelect } from './role-select'
import styles from './account.module.css'
import ui from '@/components/ui/ui.module.css'

export interface FirstPeople {
  people: People
  invitations: InvitationsPage
}

/** @param ownId of whoever looks */
export function PeoplePage({ initial, ownId }: { initial: FirstPeople; ownId: string | null }) {
  const [address, setAddress] = useQueryStates(peopleParsers, { history: 'push' })
  const pages = pagesOf(address)
  const people = usePeople(pages.page, initial.people)
  const invitations = useInvitations(pages.invitations, initial.invitations)
  const withdraw = useWithdrawInvitation()
  return (
    <div className={ui.stack}>
      <div>
        <h1>People</h1>
        <p className={ui.secondary}>{ROLES.map((role) => `${role}: ${ROLE_WORDS[role]}`).join(' · ')}</p>
        <FurtherPages />
      </div>
      <ErrorNotice error={people.error ?? invitations.error} />
      <Panel title="Accounts" note={counted(people.data.total, 'person', 'people')}>
        <ul className={styles.list} aria-busy={people.isStale}>
          {people.data.people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              isOwn={person.id === ownId}
              isLastAdmin={person.role === 'admin' && people.data.admins === 1}
            />
          ))}
        </ul>
        <ListPages
          of="people"
          list={people.data}
          page={pages.page}
          onTurn={(page) => void setAddress({ page })}
        />
      </Panel>
      <Panel
        title="Invitations"
        note={invitations.data.total > 0 ? `${count(invitations.data.total)} open` : 'none is open'}
      >
        <InviteForm />
        <ErrorNotice error={withdraw.error} />
        <ul className={styles.list} aria-busy={invitations.isStale}>
          {invitations.data.invitations.map(({ id, role, note, createdByName, expiresAt }) => (
            <li key={id} className={styles.item}>
              <div className={styles.what}>
                <strong>{note ?? 'Somebody'}</strong> as {role}
                <div className={ui.secondary}>
                  invited by {createdByName ?? 'nobody known'}
                  {expiresAt ? (
                    <>
                      , until <LocalTime iso={expiresAt} />
                    </>
                  ) : null}
                </div>
              </div>
              <AskedTwice
                words="Withdraw"
                label={`Withdraw the invitation of ${note ?? `a new ${role}`}`}
                sure="Withdraw it"
                busy={withdraw.isPending}
                onSure={() => withdraw.mutate(id)}
              />
            </li>
          ))}
        </ul>
        <ListPages
          of="invitations"
          list={invitations.data}
          page={pages.invitations}
          onTurn={(page) => void setAddress({ invitations: page })}
        />
      </Panel>
    </div>
  )
}

function PersonRow({
  person: { id, name, email, role, createdAt },
  isOwn,
  isLastAdmin,
}: {
  person: Person
  isOwn: boolean
  isLastAdmin: boolean
}) {
  const change = useChangeRole()
  const remove = useRemovePerson()
  return (
    <li className={styles.item}>
      <div className={styles.what}>
        <strong>{name}</strong>
        {isOwn ? ' (you)' : ''}
        <div className={ui.secondary}>
          {email}, since <LocalTime iso={createdAt} />
          {isLastAdmin ? '. The last administrator stays one.' : ''}
        </div>
      </div>
      <Group gap={8}>
        {isLastAdmin ? (
          role
        ) : (
          <>
            <RoleSelect
              label={`Role of ${name}`}
              hidesLabel
              role={change.isPending ? change.variables.role : role}
              disabled={change.isPending}
              onChange={(chosen) => change.mutate({ id, role: chosen })}
            />
            <AskedTwice
              words="Remove"
              label={`Remove ${name}`}
              sure="Remove the account"
              busy={remove.isPending}
              onSure={() => remove.mutate(id)}
            />
          </>
        )}
      </Group>
      <ErrorNotice error={change.error ?? remove.error} />
    </li>
  )
}
