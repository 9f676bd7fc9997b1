/** Mantine's theme and how our tokens reach CSS. */
import { createTheme, type CSSVariablesResolver } from '@mantine/core'
import { cssVariables } from './tokens'

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  primaryColor: 'indigo',
  // Shade 8 is the lightest that passes the contrast rule on both schemes.
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  headings: { fontWeight: '650' },
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
