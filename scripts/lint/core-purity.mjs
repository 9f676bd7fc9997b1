/** Rules that keep lib/core pure: no Node, no packages but zod and yaml, no clock, no chance, no timers, no network. */

const injected =
  'Take time, randomness, sleeping and input as arguments: the core has to run in virtual time.'

const forbiddenGlobals = [
  ...['process', 'Buffer', 'fetch', 'performance', 'crypto', 'window', 'document', 'localStorage'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'],
]

/** For every file in lib/core, tests included. */
export const pureClock = {
  'no-restricted-globals': ['error', ...forbiddenGlobals.map((name) => ({ name, message: injected }))],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: injected },
    { object: 'Math', property: 'random', message: injected },
    ...forbiddenGlobals.map((property) => ({ object: 'globalThis', property, message: injected })),
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: injected },
    { selector: 'ImportExpression', message: 'The core has no dynamic imports.' },
  ],
}

/** For the sources in lib/core; its tests may import what they need to test with. */
export const pureImports = {
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        {
          regex: '^(?!(zod|yaml)(/|$)|\\.|@/lib/core/)',
          message: 'lib/core imports only itself, zod and yaml.',
        },
      ],
    },
  ],
}
