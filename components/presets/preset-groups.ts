/** The two groups of presets, as the page of presets and the form call them. */

export const PRESET_GROUPS = {
  toLookAround: 'To look around',
  published: 'What the articles publish',
} as const
