/**
 * An example of a strategy of your own: a constant wait that is cut short after the target has said that it refused.
 * How to write one: docs/adding-a-strategy.md.
 */
export default {
  name: 'patient-then-quick',
  title: 'Patient, then quick (example)',
  description:
    'Waits patiently after a time-out, when the target may be overloaded, and only briefly after an error that came at once, such as a cluster without a leader. An example of a strategy of your own.',
  params: {
    patientMs: {
      type: 'number',
      minimum: 1,
      maximum: 60_000,
      default: 400,
      title: 'After a time-out',
      unit: 'ms',
      description: 'Wait after an attempt that nobody answered in time; full jitter.',
    },
    quickMs: {
      type: 'number',
      minimum: 1,
      maximum: 60_000,
      default: 50,
      title: 'After an error',
      unit: 'ms',
      description: 'Wait after an attempt that was answered with an error; full jitter.',
    },
    maxAttempts: {
      type: 'integer',
      minimum: 1,
      maximum: 100,
      default: 6,
      title: 'Max attempts',
      unit: 'attempts',
      description: 'The first attempt included.',
    },
  },
  create: ({ patientMs, quickMs, maxAttempts }, { isPermanent }) => ({
    async run(call) {
      for (let attempt = 1; ; attempt += 1) {
        const { outcome, errorClass } = await call.attempt()
        if (outcome === 'ok') return 'succeeded'
        if (isPermanent(errorClass)) return 'permanent-error'
        if (call.nowMs() >= call.deadlineMs) return 'deadline'
        if (attempt >= maxAttempts) return 'attempts-exhausted'
        const nominalMs = errorClass === 'attempt-timeout' ? patientMs : quickMs
        if (!(await call.wait(nominalMs, nominalMs * call.random.next()))) return 'deadline'
      }
    },
  }),
}
