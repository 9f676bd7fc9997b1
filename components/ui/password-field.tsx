'use client'

/** A password, with a switch that shows what was typed and that Tab reaches, too. */
import { PasswordInput, type PasswordInputProps } from '@mantine/core'

/** @param names what the switch shows: "present password" */
export function PasswordField({ names = 'password', ...rest }: PasswordInputProps & { names?: string }) {
  return (
    <PasswordInput
      withAsterisk={false}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': `Show the ${names}` }}
      {...rest}
    />
  )
}
