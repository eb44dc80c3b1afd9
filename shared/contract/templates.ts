import { z } from 'zod'

import type { StageTemplate, TextTemplate } from '../domain/text-template'
import { channelId, templateId } from './ids'

export const MAX_TEMPLATE_TEXT = 4000
export const MAX_TEMPLATES = 1000

const name = z.string().trim().min(1).max(80)
const text = z.string().trim().min(1).max(MAX_TEMPLATE_TEXT)
const named = z.object({ externalId: z.string().min(1).max(200), title: z.string().max(500) })

export const textTemplate = z.object({ id: templateId, name, text }) satisfies z.ZodType<TextTemplate>
export const textTemplateDraft = z.object({ name, text })

export const stageTemplate = z.object({
  id: templateId,
  channelId,
  stage: named,
  vacancy: named.nullable(),
  text,
}) satisfies z.ZodType<StageTemplate>
export const stageTemplateDraft = stageTemplate.omit({ id: true })
export type StageTemplateDraft = z.output<typeof stageTemplateDraft>

/** `GET /api/administration/templates`. */
export const templateList = z.object({
  texts: z.array(textTemplate).max(MAX_TEMPLATES).readonly(),
  stages: z.array(stageTemplate).max(MAX_TEMPLATES).readonly(),
})
export type TemplateList = z.output<typeof templateList>
export const templateParams = z.object({ templateId })
