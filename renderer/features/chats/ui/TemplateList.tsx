import type { TextTemplate } from '#shared/domain/text-template'

import { useTranslation } from '../../../i18n/use-translation'
import { IconPaperclip } from '../../../ui/icons'
import classes from './TemplateList.module.css'

export interface TemplateListProps {
  readonly templates: readonly TextTemplate[]
  readonly active: number
  readonly onPick: (template: TextTemplate) => void
}

export const TEMPLATE_LIST_ID = 'template-list'

export function templateOptionId(template: TextTemplate): string {
  return `template-${template.id}`
}

/** Offered above the box while «/» is typed; the box keeps the focus and walks it with the arrows. */
export function TemplateList({ templates, active, onPick }: TemplateListProps) {
  const { t } = useTranslation('chats')
  return (
    <div id={TEMPLATE_LIST_ID} role="listbox" aria-label={t('templates.label')} className={classes.list}>
      {templates.map((template, index) => (
        <div
          key={template.id}
          id={templateOptionId(template)}
          role="option"
          aria-selected={index === active}
          className={classes.option}
          // Before the box loses its focus.
          onMouseDown={(event) => {
            event.preventDefault()
            onPick(template)
          }}
        >
          <b>{template.name}</b>
          {(template.files?.length ?? 0) > 0 && (
            <small>
              <IconPaperclip size={13} aria-label={t('templates.files')} role="img" />
              {template.files?.map(({ name }) => name).join(', ')}
            </small>
          )}
          <span>{template.text}</span>
        </div>
      ))}
    </div>
  )
}
