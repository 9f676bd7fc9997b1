/** All colours of the product, light and dark side by side. CSS reads them as `var(--rs-…)`; nothing else names a colour. */

export interface Token {
  light: string
  dark: string
}

/**
 * Strategies in the Okabe–Ito order (blue, orange, green, pink, sky, vermilion, yellow), told apart by readers with any
 * kind of colour vision; lighter twins in the dark. Source: Okabe & Ito, "Color Universal Design", 2008.
 */
export const STRATEGY_COLOURS: readonly Token[] = [
  { light: '#0072b2', dark: '#4ea8de' },
  { light: '#e69f00', dark: '#f5b53d' },
  { light: '#009e73', dark: '#2fcf9f' },
  { light: '#cc79a7', dark: '#e8a3c8' },
  { light: '#56b4e9', dark: '#8fd0f5' },
  { light: '#d55e00', dark: '#ff8a45' },
  { light: '#c9bb12', dark: '#f0e442' },
]

/** The no-retry baseline stands apart from the rest. */
export const BASELINE_COLOUR: Token = { light: '#6b7280', dark: '#9aa3b2' }

/**
 * Ramp of the heat map from worst to best, with the ink that is readable on each step. Light: brown to teal (BrBG of
 * ColorBrewer, colour-blind safe). Dark: plum over blue to mint, so that better is brighter.
 */
export const HEAT_RAMP: readonly { fill: Token; ink: Token }[] = [
  { fill: { light: '#5c3306', dark: '#3f1d3b' }, ink: { light: '#ffffff', dark: '#ffffff' } },
  { fill: { light: '#8c510a', dark: '#5d2a5c' }, ink: { light: '#ffffff', dark: '#ffffff' } },
  { fill: { light: '#c9893a', dark: '#6b4478' }, ink: { light: '#14181f', dark: '#ffffff' } },
  { fill: { light: '#e3c782', dark: '#4f5f93' }, ink: { light: '#14181f', dark: '#ffffff' } },
  { fill: { light: '#d5ebe6', dark: '#3b7089' }, ink: { light: '#14181f', dark: '#ffffff' } },
  { fill: { light: '#8fd3c7', dark: '#3a9a97' }, ink: { light: '#14181f', dark: '#0b0f14' } },
  { fill: { light: '#41a69c', dark: '#5bbfa2' }, ink: { light: '#14181f', dark: '#0b0f14' } },
  { fill: { light: '#01665e', dark: '#8fe0bf' }, ink: { light: '#ffffff', dark: '#0b0f14' } },
]

/** Surfaces, inks and states. `…-ink` on `…-soft` and on the surface reaches 4.5 : 1. */
export const SURFACE_TOKENS = {
  page: { light: '#f6f7f9', dark: '#0e1116' },
  surface: { light: '#ffffff', dark: '#171b22' },
  sunken: { light: '#eef0f4', dark: '#20262f' },
  border: { light: '#e3e6eb', dark: '#2a313c' },
  'border-strong': { light: '#c3c9d3', dark: '#465061' },
  ink: { light: '#14181f', dark: '#eceff4' },
  'ink-soft': { light: '#565e6c', dark: '#a3adbd' },
  accent: { light: '#2f4fd0', dark: '#8ea6ff' },
  'accent-soft': { light: '#e9eeff', dark: '#1e2846' },
  good: { light: '#0b6b4f', dark: '#4fd1a5' },
  'good-soft': { light: '#e2f5ec', dark: '#10302a' },
  bad: { light: '#b3261e', dark: '#ff9086' },
  'bad-soft': { light: '#fdeceb', dark: '#3d1a1a' },
  unsure: { light: '#855000', dark: '#f3bd5b' },
  'unsure-soft': { light: '#fdf3dc', dark: '#35280f' },
  grid: { light: '#e8ebf0', dark: '#262d38' },
} as const satisfies Record<string, Token>

/** CSS custom properties of one scheme. */
export function cssVariables(scheme: 'light' | 'dark'): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [name, token] of Object.entries(SURFACE_TOKENS)) variables[`--rs-${name}`] = token[scheme]
  STRATEGY_COLOURS.forEach((token, index) => (variables[`--rs-strategy-${index}`] = token[scheme]))
  variables['--rs-strategy-baseline'] = BASELINE_COLOUR[scheme]
  HEAT_RAMP.forEach(({ fill, ink }, index) => {
    variables[`--rs-heat-${index}`] = fill[scheme]
    variables[`--rs-heat-ink-${index}`] = ink[scheme]
  })
  return variables
}
