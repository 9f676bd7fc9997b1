/**
 * What the parser of YAML says, in words for people who write experiments: what happened, and what to do. Where it is, its line and
 * column say. By the codes of the `yaml` library (its errors.d.ts), and within a code by the message, because one code stands for
 * several mistakes.
 */
import type { ErrorCode } from 'yaml'

/** @param parts what the pattern has found: the sign or name that is meant */
type Words = string | ((...parts: string[]) => string)
type Row = readonly [pattern: RegExp, words: Words]

const NOT_HERE = 'cannot stand here: look for a quote, a bracket or an indentation before it that is wrong'
const NO_MARKS = 'an experiment needs no & and no !: leave it out'

const WORDS: Readonly<Record<ErrorCode, readonly Row[]>> = {
  MISSING_CHAR: [
    [/^Implicit map keys need/, 'a key without a value: write a colon and a space after it, as in "seed: 1"'],
    [/^Missing closing (["'])quote/, (sign) => `a text in quotes does not end: add the closing ${sign}`],
    [/^Missing , (?:or : )?between/, 'two entries without a comma between them: add it'],
    [/^Missing space after :/, 'a colon without a space after it: add it'],
    [/^Flow \w+ must end with a (.)/, (sign) => `a bracket is not closed: add the ${sign}`],
    [
      /^Comments must be separated/,
      'a comment without a space before its #: add it, or put the text in quotes',
    ],
    [
      /^Tags and anchors must be separated/,
      `a word that begins with & or ! runs into the next one; ${NO_MARKS}`,
    ],
    [
      /^Missing newline after block sequence props/,
      `a list stands in the same line as its & or !; ${NO_MARKS}`,
    ],
    [/^Sequence item without - indicator/, 'an entry of a list without its dash: begin it with "- "'],
    [/^Missing directives-end/, 'a line that begins with % is followed by no line ---: leave it out'],
    [/^Block collection cannot start/, 'something stands in the same line as ---: leave the --- out'],
    [
      /^Block scalars with more-indented/,
      'empty lines after | or > stand further in than the text: take their spaces away',
    ],
  ],
  BAD_INDENT: [
    [
      /^All mapping items/,
      'this key does not stand in line with its neighbours: indent the keys of one level alike',
    ],
    [
      /^All sequence items/,
      'this dash does not stand in line with its neighbours: indent the dashes of one list alike',
    ],
    [
      /^Flow \w+ in block collection.* end with a (.)/,
      (sign) =>
        `a bracket is not closed, or the lines in it do not stand further in than their key: add the ${sign}, or indent them`,
    ],
    [
      /^Block scalar (?:values|lines)/,
      'a text after | or > does not stand further in than its key: indent all its lines',
    ],
  ],
  TAB_AS_INDENT: [[/^Tabs are not allowed/, 'a tab where lines are indented: use spaces']],
  DUPLICATE_KEY: [[/^Map keys must be unique/, 'this key stands here a second time: keep one of the two']],
  MULTILINE_IMPLICIT_KEY: [
    [/^Implicit keys/, 'a key of several lines: one of them has no colon, or is indented wrongly'],
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    [
      /^Nested mappings/,
      'a second colon in one value: put a text with a colon in quotes, or indent the next line like this one',
    ],
    [/^A block sequence/, 'a list stands where a key is awaited: indent the dashes of one list alike'],
  ],
  BLOCK_IN_FLOW: [
    [
      /^Block collections/,
      'within [ ] and { } nothing can be written with dashes or by indenting: use brackets and commas there too',
    ],
  ],
  UNEXPECTED_TOKEN: [
    [/^Unexpected , in /, 'a comma with nothing before it: take it away'],
    [/^Unexpected empty item/, 'a comma with nothing before it: take it away'],
    [
      /^Unexpected flow-\w+-end token.*: "(.)"/,
      (sign) => `a ${sign} that closes nothing: take it away, or add what opens it`,
    ],
    [
      /^Unexpected block-seq-ind on same line/,
      'a list begins in the line of its key: put each "- " in a line of its own',
    ],
    [
      /^Unexpected .* at node end$/,
      'something follows a value that has ended: begin a new line, or put the whole value in quotes',
    ],
    [/^Unexpected .* token in YAML \w+: "(.*)"/, (sign) => `“${sign}” ${NOT_HERE}`],
    [
      /^(?:Block scalar header|Not a YAML token)/,
      'something stands behind | or >: begin the text in the next line',
    ],
    [/^(?:Unexpected|Expected|Unsupported)/, `what stands here ${NOT_HERE}`],
  ],
  BAD_SCALAR_START: [
    [/^Plain value cannot start with .*tab/, 'a value begins with a tab: use a space'],
    [/^Plain value cannot start with .* (\S)$/, (sign) => `a value begins with ${sign}: put it in quotes`],
  ],
  BAD_DQ_ESCAPE: [
    [
      /^Invalid escape sequence (.*)/,
      (sign) => `${sign} means nothing within "…": use '…', or write \\\\ for a backslash`,
    ],
  ],
  KEY_OVER_1024_CHARS: [
    [
      /^The : indicator must be at most 1024/,
      'a key of more than 1024 characters: look for a line break or a quote that is missing',
    ],
  ],
  MULTIPLE_DOCS: [
    [
      /^Source contains multiple documents/,
      'a second text begins here: keep one, and take the line --- or ... away',
    ],
  ],
  BAD_ALIAS: [
    [/^Alias (?:cannot|ending)/, 'a value begins with *: put it in quotes'],
    [/^Anchor (?:cannot|ending)/, 'a value begins with &: put it in quotes'],
  ],
  ALIAS_PROPS: [[/^An alias node/, `a reference with * can have no & and no !: ${NO_MARKS}`]],
  MULTIPLE_ANCHORS: [[/^A node can have at most one anchor/, `a value has two names with &; ${NO_MARKS}`]],
  MULTIPLE_TAGS: [[/^A node can have at most one tag/, `a value has two tags with !; ${NO_MARKS}`]],
  BAD_PROP_ORDER: [
    [
      /^Anchors and tags must be after the (.)/,
      (sign) => `a & or ! stands before the ${sign} that it belongs behind; ${NO_MARKS}`,
    ],
  ],
  BAD_COLLECTION_TYPE: [
    [/^\S+ used for \w+ collection, but expects /, `a tag with ! that does not fit its value; ${NO_MARKS}`],
  ],
  TAG_RESOLVE_FAILED: [
    [
      /^Unresolved tag: (?:tag:yaml\.org,2002:)?(.*)/,
      (name) =>
        `the tag “${name}” is not read here: leave it out, or put a text that begins with ! in quotes`,
    ],
    [
      /^(?:Verbatim tags|Not a valid tag|The \S+ tag has no suffix|Could not resolve tag)/,
      'a tag with ! that is none: leave it out, or put a text that begins with ! in quotes',
    ],
  ],
  BAD_DIRECTIVE: [
    [
      /^(?:Unknown directive|%\w+ directive|Unsupported YAML version)/,
      'a line that begins with % and says nothing here: leave it out',
    ],
  ],
  NON_STRING_KEY: [[/^With stringKeys/, 'a key is no text: write a word before the colon']],
  RESOURCE_EXHAUSTION: [
    [
      /^(?:Maximum call stack|too much recursion)/,
      'values stand in each other too deep to be read: use fewer brackets',
    ],
  ],
  // The library's own word for what cannot happen: its message is all there is to say.
  IMPOSSIBLE: [],
}

/** What is found only when references are followed; without a code. */
const OF_REFERENCES: readonly Row[] = [
  [
    /^Unresolved alias .*: (.*)$/,
    (name) =>
      `*${name} refers to nothing that is named &${name} before it: put a text that begins with * in quotes`,
  ],
  [/^Excessive alias count/, 'references with * that stand for too much: write the values out'],
]

/**
 * A mistake in plain words; what the library says in a way that is not known here, as it says it.
 * @param code of the parser; null = found when references were followed
 */
export function yamlWords(code: ErrorCode | null, message: string): string {
  for (const [pattern, words] of code === null ? OF_REFERENCES : WORDS[code]) {
    const match = pattern.exec(message)
    if (match) return typeof words === 'string' ? words : words(...match.slice(1))
  }
  return message.split('\n')[0] ?? message
}
