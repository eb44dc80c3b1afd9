import { templateList, type TemplateList } from '#shared/contract/templates'
import type { TemplateId } from '#shared/domain/ids'
import type { StageTemplate, TextTemplate } from '#shared/domain/text-template'

import { readTemplates, writeTemplates } from './central-settings'
import { directoryChanged } from './directory'
import type { Write } from './store'

/** Texts stand by their names, stages as they were added. */
export async function putTextTemplate(tx: Write, template: TextTemplate): Promise<void> {
  const before = await readTemplates(tx)
  const others = before.texts.filter(({ id }) => id !== template.id)
  const texts = [...others, template].sort((a, b) => a.name.localeCompare(b.name, 'ru') || (a.id < b.id ? -1 : 1))
  await write(tx, { ...before, texts })
}

export async function removeTextTemplate(tx: Write, removed: TemplateId): Promise<void> {
  const before = await readTemplates(tx)
  await write(tx, { ...before, texts: before.texts.filter(({ id }) => id !== removed) })
}

/** A stage of a vacancy has one text: it takes the place of what stood there. */
export async function putStageTemplate(tx: Write, template: StageTemplate): Promise<void> {
  const before = await readTemplates(tx)
  const others = before.stages.filter((other) => other.id !== template.id && !isOfSame(other, template))
  await write(tx, { ...before, stages: [...others, template] })
}

export async function removeStageTemplate(tx: Write, removed: TemplateId): Promise<void> {
  const before = await readTemplates(tx)
  await write(tx, { ...before, stages: before.stages.filter(({ id }) => id !== removed) })
}

function isOfSame(one: StageTemplate, other: StageTemplate): boolean {
  return (
    one.channelId === other.channelId &&
    one.stage.externalId === other.stage.externalId &&
    one.vacancy?.externalId === other.vacancy?.externalId
  )
}

async function write(tx: Write, list: TemplateList): Promise<void> {
  await writeTemplates(tx, templateList.parse(list))
  directoryChanged(tx)
}
