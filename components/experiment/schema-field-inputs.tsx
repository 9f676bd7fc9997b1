'use client'

/** Draws the fields of any params schema; a new strategy needs no form of its own. */
import { NativeSelect, Switch, TextInput } from '@mantine/core'
import type { z } from 'zod'
import { useMemo } from 'react'
import type { FieldValue, FieldValues } from './draft'
import { fieldId } from './field-id'
import { NumberField } from './number-field'
import type { ProblemsByPath } from './problems-by-path'
import { schemaFields, type SchemaField } from '@/lib/core/schema/schema-fields'
import styles from './experiment.module.css'

export function SchemaFieldInputs({
  schema,
  only,
  target = 'etcd',
  values,
  path,
  problems,
  closed,
  onChange,
}: {
  schema: z.ZodType
  /** Names of the fields to draw, in this order; all without it. */
  only?: readonly string[]
  /** Kind of the target: fields that are only for another one are left out. */
  target?: string
  values: FieldValues
  /** Where the values stand in the spec, for messages. */
  path: string
  problems: ProblemsByPath
  /** Why an option of a choice cannot be had; null when it can. */
  closed?: (name: string, option: string) => string | null
  onChange: (values: FieldValues) => void
}) {
  const all = useMemo(() => schemaFields(schema), [schema])
  const drawn = only ? only.flatMap((name) => all.find((field) => field.name === name) ?? []) : all
  const fields = drawn.filter(({ onlyFor }) => onlyFor === null || onlyFor === target)
  const pathOf = (name: string) => (path === '' ? name : `${path}.${name}`)
  return (
    <div className={styles.fields}>
      {fields.map((field) => (
        <SchemaFieldInput
          key={field.name}
          id={fieldId(pathOf(field.name))}
          field={field}
          value={values[field.name] ?? ''}
          error={problems.at(pathOf(field.name))}
          closed={(option) => closed?.(field.name, option) ?? null}
          onChange={(value) => onChange({ ...values, [field.name]: value })}
        />
      ))}
    </div>
  )
}

/** The description below, so that the inputs of a row stand in line however long it is. */
const ORDER: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description']

function SchemaFieldInput({
  id,
  field,
  value,
  error,
  closed,
  onChange,
}: {
  id: string
  field: SchemaField
  value: FieldValue
  error: string | null
  closed: (option: string) => string | null
  onChange: (value: FieldValue) => void
}) {
  const shared = { id, label: field.title, description: field.description, error, inputWrapperOrder: ORDER }
  const preset = field.defaultValue
  switch (field.kind) {
    case 'number':
      return (
        <NumberField
          {...shared}
          value={value}
          placeholder={preset === undefined ? 'new for each run' : String(preset)}
          rightSection={field.unit ? <span className={styles.unit}>{field.unit}</span> : undefined}
          rightSectionWidth={field.unit ? 16 + field.unit.length * 7 : undefined}
          onChange={onChange}
        />
      )
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          description={
            <>
              {field.description} <ClosedOptions options={field.options} closed={closed} />
            </>
          }
          data={field.options.map((option) => ({
            value: option,
            label: option,
            disabled: closed(option) !== null,
          }))}
          value={String(value === '' ? (preset ?? '') : value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'switch':
      return (
        <Switch
          id={id}
          label={field.title}
          description={field.description}
          error={error}
          checked={value === '' ? preset === true : value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'text':
      return (
        <TextInput
          {...shared}
          value={String(value)}
          placeholder={preset === undefined ? '' : String(preset)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}

/** Options that are greyed out, each reason once. Where none is left, it does not lie at them: the field's problem says it. */
function ClosedOptions({
  options,
  closed,
}: {
  options: readonly string[]
  closed: (option: string) => string | null
}) {
  const byReason = new Map<string, string[]>()
  for (const option of options) {
    const reason = closed(option)
    if (reason !== null) byReason.set(reason, [...(byReason.get(reason) ?? []), option])
  }
  if ([...byReason.values()].flat().length === options.length) return null
  return [...byReason].map(([reason, closedOptions]) => (
    <span key={reason} className={styles.closed}>
      {closedOptions.join(', ')}: {reason}
    </span>
  ))
}
