/** Mantine's theme and how our tokens reach CSS. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'
import { cssVariables } from './tokens'

const DARK: MantineColorsTuple = [
  '#eceff4',
  '#c3cad6',
  '#a3adbd',
  '#6b7686',
  '#465061',
  '#2f3743',
  '#20262f',
  '#171b22',
  '#12161c',
  '#0e1116',
]

export const theme = createTheme({
  fontFamily: "var(--rs-inter), 'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  primaryColor: 'indigo',
  // Mantine's dark greys are neutral; ours lean to blue like the other tokens.
  colors: { dark: DARK },
  // Shade 8 is the lightest that passes the contrast rule on both schemes.
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  headings: { fontWeight: '650' },
  components: {
    // A comma that is typed as in most of Europe is no thousands separator: "1,5" is one and a half, not fifteen.
    NumberInput: { defaultProps: { allowedDecimalSeparators: ['.', ','] } },
    // The first item takes the focus: what Mantine would give it to instead is none, and a menu may hold items only.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
})

/** Hands our tokens to CSS, one set per colour scheme. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const variables = { light: cssVariables('light'), dark: cssVariables('dark') }
  const mantine = {
    '--mantine-color-body': 'var(--rs-page)',
    '--mantine-color-text': 'var(--rs-ink)',
    '--mantine-color-dimmed': 'var(--rs-ink-soft)',
    '--mantine-color-default': 'var(--rs-surface)',
    '--mantine-color-default-border': 'var(--rs-border-strong)',
    '--mantine-color-placeholder': 'var(--rs-ink-soft)',
    '--mantine-color-error': 'var(--rs-bad)',
    '--mantine-color-anchor': 'var(--rs-accent)',
  }
  return {
    variables: {},
    light: { ...variables.light, ...mantine },
    dark: { ...variables.dark, ...mantine },
  }
}
