/** Runs once when the web server starts: settings are checked, and the first administrator is let in. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { announceSetUp } = await import('@/lib/auth/announce-set-up')
  await announceSetUp()
}
