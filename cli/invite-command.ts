/** `retryscope invite`: a link for an account, for whoever owns the machine; also when no administrator can sign in any more. */
import { hashOf, newSecret } from '@/lib/auth/secrets'
import { environment } from '@/lib/config/environment'
import { ROLES } from '@/lib/core/access/access'
import { DAY_MS, roleSchema } from '@/lib/core/access/account-rules'
import { COMMAND_LINE, writeAudit } from '@/lib/db/audit-log'
import { asUnit, database } from '@/lib/db/database'
import { createInvitation } from '@/lib/db/invitations'
import { CommandError, EXIT, type ExitCode } from './exit-code'

export interface InviteOptions {
  role: string
}

/** @throws CommandError when there is no such role */
export async function inviteCommand({ role: wanted }: InviteOptions): Promise<ExitCode> {
  const { data: role } = roleSchema.safeParse(wanted)
  if (!role)
    throw new CommandError(
      `--role ${wanted}: there is none of that name. There are: ${ROLES.join(', ')}.`,
      EXIT.usage,
    )
  const { publicOrigin, localOrigin } = environment()
  const secret = newSecret('rsi_')
  const expiresAt = new Date(Date.now() + DAY_MS)
  try {
    await asUnit(async () => {
      const { author } = COMMAND_LINE
      const { id } = await createInvitation({
        tokenHash: hashOf(secret),
        role,
        note: null,
        author,
        expiresAt,
      })
      const subject = { kind: 'invitation', id, name: `for a new ${role}` }
      await writeAudit(COMMAND_LINE, [{ action: 'invitation.created', subject, detail: { role, days: 1 } }])
    })
  } finally {
    await database().close()
  }
  process.stdout.write(
    `This link makes one account as ${role}, within a day:\n  ${publicOrigin ?? localOrigin}/invitation#${secret}\n`,
  )
  return EXIT.pass
}
