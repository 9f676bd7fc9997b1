'use client'

/** For administrators: who has an account, what they may do, and who is invited. */
import { Group } from '@mantine/core'
import {
  useChangeRole,
  usePeople,
  useRemovePerson,
  useWithdrawInvitation,
  type PeopleAnswer,
} from '@/components/data/account-queries'
import { counted } from '@/components/format/figures'
import { LocalTime } from '@/components/format/local-time'
import { FurtherPages } from '@/components/shell/further-pages'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Panel } from '@/components/ui/panel'
import type { Person } from '@/lib/core/api/schemas/accounts'
import { ROLES } from '@/lib/core/access/access'
import { ROLE_WORDS } from '@/lib/core/access/account-rules'
import { AskedTwice } from '@/components/ui/asked-twice'
import { InviteForm } from './invite-form'
import { RoleSelect } from './role-select'
import styles from './account.module.css'
import ui from '@/components/ui/ui.module.css'

/** @param ownId of whoever looks */
export function PeoplePage({ initial, ownId }: { initial: PeopleAnswer; ownId: string | null }) {
  const { data, error } = usePeople(initial)
  const { people, invitations } = data
  const admins = people.filter(({ role }) => role === 'admin').length
  const withdraw = useWithdrawInvitation()
  return (
    <div className={ui.stack}>
      <div>
        <h1>People</h1>
        <p className={ui.secondary}>{ROLES.map((role) => `${role}: ${ROLE_WORDS[role]}`).join(' · ')}</p>
        <FurtherPages />
      </div>
      <ErrorNotice error={error} />
      <Panel title="Accounts" note={counted(people.length, 'person', 'people')}>
        <ul className={styles.list}>
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              isOwn={person.id === ownId}
              isLastAdmin={person.role === 'admin' && admins === 1}
            />
          ))}
        </ul>
      </Panel>
      <Panel
        title="Invitations"
        note={invitations.length > 0 ? `${invitations.length} open` : 'none is open'}
      >
        <InviteForm />
        <ErrorNotice error={withdraw.error} />
        <ul className={styles.list}>
          {invitations.map(({ id, role, note, createdByName, expiresAt }) => (
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
