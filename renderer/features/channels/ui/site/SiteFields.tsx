import { Textarea, TextInput } from '@mantine/core'

import { useTranslation } from '../../../../i18n/use-translation'
import { SITE_MAX_LENGTHS, type SiteErrors, type SiteField, type SiteForm } from '../../model/site-form'

export interface SiteFieldsProps {
  readonly form: SiteForm
  readonly errors: SiteErrors
  readonly onChange: (form: SiteForm) => void
}

export function SiteFields({ form, errors, onChange }: SiteFieldsProps) {
  const { t } = useTranslation('channels')
  const field = (name: SiteField) => {
    const reason = errors[name]
    const max = name === 'company' || name === 'greeting' ? SITE_MAX_LENGTHS[name] : 0
    return {
      label: t(`site.${name}`),
      description: t(`site.${name}Hint`),
      value: form[name],
      error: reason ? t(`site.errors.${reason}`, { max }) : null,
      autoComplete: 'off',
      onChange: (event: { currentTarget: { value: string } }) => {
        onChange({ ...form, [name]: event.currentTarget.value })
      },
    }
  }
  return (
    <>
      <TextInput withAsterisk {...field('company')} />
      <Textarea rows={2} {...field('greeting')} />
      <Textarea rows={3} spellCheck={false} {...field('sites')} />
      <TextInput spellCheck={false} placeholder="https://chat.company.ru" {...field('publicUrl')} />
    </>
  )
}
