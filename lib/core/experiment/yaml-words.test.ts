import { describe, expect, it } from 'vitest'
import { parseDocument, type ErrorCode } from 'yaml'
import { parseSpecText } from './parse-spec'
import { yamlWords } from './yaml-words'

function toldOf(text: string): string[] {
  const result = parseSpecText(text)
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`)
}

const long = 'x'.repeat(1_100)
/** What somebody writes, the code that the library has for it, and what is said of the first mistake. */
const BROKEN: [text: string, code: ErrorCode, told: RegExp][] = [
  ['name: A\nseed\n', 'MISSING_CHAR', /^line 2, column 1: a key without a value: write a colon/],
  [
    'name: "A\nseed: 1\n',
    'MISSING_CHAR',
    /^line \d, column \d+: a text in quotes does not end: add the closing "$/,
  ],
  ["name: 'A\n", 'MISSING_CHAR', /a text in quotes does not end: add the closing '$/],
  ['tags: ["x" "y"]\n', 'MISSING_CHAR', /^line 1, column 12: two entries without a comma/],
  ['{ name: A', 'MISSING_CHAR', /a bracket is not closed: add the }$/],
  ['name: "x"#c\n', 'MISSING_CHAR', /a comment without a space before its #/],
  ['name: !!str"x"\n', 'MISSING_CHAR', /a word that begins with & or !/],
  ['tags:\n  &x - b\n', 'MISSING_CHAR', /a list stands in the same line as its & or !/],
  ['%YAML 1.2\nname: A\n', 'MISSING_CHAR', /a line that begins with % is followed by no line ---/],
  ['--- name: A\n', 'MISSING_CHAR', /something stands in the same line as ---/],
  ['name: |\n\n     \n  y\n', 'MISSING_CHAR', /empty lines after \| or >/],
  [
    'matrix:\n    latencyMs: 1\n  jitterMs: 2\n',
    'BAD_INDENT',
    /^line 3, column 1: this key does not stand in line/,
  ],
  ['matrix: { latencyMs: [0, 20\nseed: 1\n', 'BAD_INDENT', /a bracket is not closed, .* add the \]/],
  [
    'matrix:\n\tlatencyMs: [0]\n',
    'TAB_AS_INDENT',
    /^line 2, column 1: a tab where lines are indented: use spaces$/,
  ],
  ['name: A\nname: B\n', 'DUPLICATE_KEY', /^line 2, column 1: this key stands here a second time/],
  ['matrix: {latencyMs: 1, latencyMs: 2}\n', 'DUPLICATE_KEY', /this key stands here a second time/],
  [
    'name: A\nfoo bar\nseed: 1\n',
    'MULTILINE_IMPLICIT_KEY',
    /a key of several lines: one of them has no colon/,
  ],
  [
    'name: Slow: very\n',
    'BLOCK_AS_IMPLICIT_KEY',
    /^line 1, column 7: a second colon in one value: put a text/,
  ],
  ['strategies:\n  - a\n - b\n', 'BLOCK_AS_IMPLICIT_KEY', /a list stands where a key is awaited/],
  ['tags: [\n  b:\n    - c\n]\n', 'BLOCK_IN_FLOW', /within \[ \] and { } nothing can be written with dashes/],
  ['tags: [1,,2]\n', 'UNEXPECTED_TOKEN', /^line 1, column 10: a comma with nothing before it/],
  ['tags: ]\n', 'UNEXPECTED_TOKEN', /a ] that closes nothing/],
  ['tags: - b\n', 'UNEXPECTED_TOKEN', /a list begins in the line of its key/],
  ['name: "A",\n', 'UNEXPECTED_TOKEN', /something follows a value that has ended/],
  ['name: | text\n', 'UNEXPECTED_TOKEN', /something stands behind \| or >/],
  ['name: |x\n  y\n', 'UNEXPECTED_TOKEN', /something stands behind \| or >/],
  ['- a\nb: 1\n', 'UNEXPECTED_TOKEN', /something follows a value that has ended/],
  ['name: @me\n', 'BAD_SCALAR_START', /a value begins with @: put it in quotes$/],
  ['```yaml\nname: A\n```\n', 'BAD_SCALAR_START', /a value begins with `: put it in quotes$/],
  ['name: %x\n', 'BAD_SCALAR_START', /a value begins with %: put it in quotes$/],
  ['name: "\\q"\n', 'BAD_DQ_ESCAPE', /\\q means nothing within "…"/],
  [`${long}: 1\n`, 'KEY_OVER_1024_CHARS', /a key of more than 1024 characters/],
  ['name: A\n---\nname: B\n', 'MULTIPLE_DOCS', /^line 2, column 1: a second text begins here/],
  ['name: &x &y 1\n', 'MULTIPLE_ANCHORS', /a value has two names with &/],
  ['name: !!str !!int 1\n', 'MULTIPLE_TAGS', /a value has two tags with !/],
  ['name: &x 1\nseed: &y *x\n', 'ALIAS_PROPS', /a reference with \* can have no &/],
  ['name: *\n', 'BAD_ALIAS', /a value begins with \*: put it in quotes$/],
  ['name: & 1\n', 'BAD_ALIAS', /a value begins with &: put it in quotes$/],
  ['name: !foo x\n', 'TAG_RESOLVE_FAILED', /^line 1: the tag “!foo” is not read here/],
  ['name: !!int x\n', 'TAG_RESOLVE_FAILED', /the tag “int” is not read here/],
  ['name: !e!x 1\n', 'TAG_RESOLVE_FAILED', /a tag with ! that is none/],
  ['name: !x! 1\n', 'TAG_RESOLVE_FAILED', /a tag with ! that is none/],
  ['%FOO bar\n---\nname: A\n', 'BAD_DIRECTIVE', /a line that begins with % and says nothing here/],
  ['%YAML\n---\nname: A\n', 'BAD_DIRECTIVE', /a line that begins with % and says nothing here/],
  ['? a\n&x ? b\n', 'BAD_PROP_ORDER', /a & or ! stands before/],
]

describe('what the parser of YAML says', () => {
  it.each(BROKEN)('of %j, which is %s, is told plainly', (text, code, told) => {
    const { errors, warnings } = parseDocument(text, { prettyErrors: false, resolveKnownTags: false })
    const all = [...errors, ...warnings]
    expect(all.map((error) => error.code)).toContain(code)
    const words = toldOf(text)
    expect(words.some((line) => told.test(line))).toBe(true)
    // Nothing of what a library says to programmers is left.
    for (const { message } of all) expect(words.join('\n')).not.toContain(message)
  })

  it.each<[ErrorCode, string, RegExp]>([
    ['BAD_INDENT', 'All sequence items must start at the same column', /^this dash does not stand in line/],
    ['MISSING_CHAR', 'Missing space after : in flow map', /^a colon without a space/],
    ['MISSING_CHAR', 'Sequence item without - indicator', /^an entry of a list without its dash/],
    ['BAD_INDENT', 'Block scalar values in collections must be indented', /^a text after \| or >/],
    ['UNEXPECTED_TOKEN', 'Unexpected scalar token in YAML stream: "x"', /^“x” cannot stand here/],
    ['UNEXPECTED_TOKEN', 'Unexpected space token', /^what stands here cannot stand here/],
    [
      'BAD_COLLECTION_TYPE',
      'tag:yaml.org,2002:set used for sequence collection, but expects map',
      /^a tag with ! that does not fit/,
    ],
    ['NON_STRING_KEY', 'With stringKeys, all keys must be strings', /^a key is no text/],
    ['RESOURCE_EXHAUSTION', 'Maximum call stack size exceeded', /^values stand in each other too deep/],
  ])('in cases that no text here makes: %s, %s', (code, message, told) => {
    expect(yamlWords(code, message)).toMatch(told)
  })

  it('of a reference to nothing, and of references that multiply', () => {
    expect(toldOf('name: *nobody\n')).toEqual([
      ': *nobody refers to nothing that is named &nobody before it: put a text that begins with * in quotes',
    ])
    const levels = ['a: &l0 [x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 6; level += 1)
      levels.push(`l${level}: &l${level} [${Array.from({ length: 8 }, () => `*l${level - 1}`).join(', ')}]`)
    expect(toldOf(levels.join('\n'))).toEqual([
      ': references with * that stand for too much: write the values out',
    ])
  })

  it('stays as it is where there are no words for it', () => {
    expect(yamlWords('UNEXPECTED_TOKEN', 'Map comment with trailing content\n\nhere')).toBe(
      'Map comment with trailing content',
    )
    expect(yamlWords('IMPOSSIBLE', 'x')).toBe('x')
  })
})
