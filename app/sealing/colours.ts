/** The colours of pages that stand alone, for both schemes. */
import { cssVariables } from '@/components/theme/tokens'

export const colours = { light: cssVariables('light'), dark: cssVariables('dark') }
