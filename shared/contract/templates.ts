import { z } from 'zod'

import type { StageTemplate, TemplateFile, TextTemplate } from '../domain/text-template'
import { withoutTurning } from '../lib/without-turning'
import { channelId, fileId, templateId } from './ids'

export const MAX_TEMPLATE_TEXT = 4000
export const MAX_TEMPLATES = 1000
export const MAX_TEMPLATE_FILES = 10
/** As much as the most generous channel takes: what no client could be sent is not kept. */
export const MAX_TEMPLATE_FILE_BYTES = 24 * 1024 * 1024

const name = z.string().overwrite(withoutTurning).trim().min(1).max(80)
const text = z.string().trim().min(1).max(MAX_TEMPLATE_TEXT)
const named = z.object({ externalId: z.string().min(1).max(200), title: z.string().max(500) })

const templateFile = z.object({
  fileId,
  name: z.string().max(255),
  mimeType: z.string(),
  bytes: z.number().int().nonnegative(),
}) satisfies z.ZodType<TemplateFile>

const textOfFiles = z.string().trim().max(MAX_TEMPLATE_TEXT)

export const textTemplate = z.object({
  id: templateId,
  name,
  text: textOfFiles,
  files: z.array(templateFile).max(MAX_TEMPLATE_FILES).readonly().optional(),
}) satisfies z.ZodType<TextTemplate>
/** Files were uploaded before (`PUT /api/uploads/:fileId`); what they are, the hub knows better. */
export const textTemplateDraft = z
  .object({ name, text: textOfFiles, fileIds: z.array(fileId).max(MAX_TEMPLATE_FILES).readonly().default([]) })
  .refine(({ text, fileIds }) => text !== '' || fileIds.length > 0, 'A template needs a text or a file.')
  .refine(({ fileIds }) => new Set(fileIds).size === fileIds.length, 'A file stands there twice.')
export type TextTemplateDraft = z.output<typeof textTemplateDraft>

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
