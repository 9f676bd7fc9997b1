/** Where better-auth keeps what it keeps: our database, under our names (prisma/schema.prisma). */
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { database } from './database'

export function authStorage() {
  return prismaAdapter(database().prisma, { provider: 'sqlite' })
}
