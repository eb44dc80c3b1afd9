import { Button } from '@mantine/core'
import { useCallback } from 'react'
import { v7 as uuid } from 'uuid'

import type { Channel } from '#shared/domain/channel'
import type { TemplateId } from '#shared/domain/ids'

import { useTranslation } from '../../../../i18n/use-translation'
import { useDeskData } from '../../../../data/desk-data-context'
import { InlineError } from '../../../../ui/InlineError'
import { Section } from '../../../../ui/Section'
import { useObserved } from '../../../../ui/use-observed'
import { useTemplates } from '../../model/use-templates'
import classes from '../Admin.module.css'
import { TemplateRows } from './TemplateRows'

/** Шаблоны (spec M13, M21): texts for writing, and those that go with a stage. */
export function TemplatesSection() {
  const { t } = useTranslation(['admin', 'common'])
  const data = useDeskData()
  const { value, failure, rest, uploadFiles, act, reload } = useTemplates()
  const channels = useObserved<readonly Channel[]>(
    useCallback((listener: (channels: readonly Channel[]) => void) => data.observeChannels(listener), [data]),
    [],
  )
  const channelName = (id: Channel['id']) =>
    channels.find((channel) => channel.id === id)?.name ?? t('templates.unknownChannel')
  return (
    <Section title={t('templates.title')} intro={t('templates.intro')}>
      {failure && (
        <InlineError
          actions={
            value === null && (
              <Button size="compact-sm" variant="subtle" onClick={reload}>
                {t('again')}
              </Button>
            )
          }
        >
          {t(`failure.${failure}`)}
        </InlineError>
      )}
      {value && (
        <>
          <TemplateRows
            empty={t('templates.empty')}
            consequence={t('templates.consequence')}
            rows={value.texts.map(({ id, name, text, files = [] }) => ({
              id,
              name,
              text,
              about: null,
              files: files.map(({ fileId, name, bytes }) => ({ fileId, name, bytes, blob: null })),
            }))}
            isNamed
            onSave={(id, { name, text, files }) =>
              act(async () => {
                const uploaded = await uploadFiles(files)
                if (!uploaded.ok) return uploaded
                const fileIds = files.map(({ fileId }) => fileId)
                return rest.saveTextTemplate((id ?? uuid()) as TemplateId, { name, text, fileIds })
              })
            }
            onRemove={(id) => void act(() => rest.removeTextTemplate(id))}
          />
          <h2 className={classes.part}>{t('templates.stagesTitle')}</h2>
          <p className={classes.notice}>{t('templates.stagesIntro')}</p>
          <TemplateRows
            empty={t('templates.stagesEmpty')}
            consequence={t('templates.stageConsequence')}
            rows={value.stages.map(({ id, channelId, stage, vacancy, text }) => ({
              id,
              name: t('templates.stageOf', { stage: stage.title }),
              about: `${channelName(channelId)} · ${vacancy?.title ?? t('templates.allVacancies')}`,
              text,
              files: [],
            }))}
            isNamed={false}
            onSave={async (id, { text }) => {
              const before = value.stages.find((template) => template.id === id)
              return before ? act(() => rest.saveStageTemplate({ ...before, text })) : false
            }}
            onRemove={(id) => void act(() => rest.removeStageTemplate(id))}
          />
        </>
      )}
    </Section>
  )
}
