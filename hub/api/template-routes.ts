import { restError } from '#shared/contract/rest'
import {
  MAX_TEMPLATE_FILE_BYTES,
  MAX_TEMPLATES,
  stageTemplateDraft,
  templateList,
  templateParams,
  textTemplateDraft,
} from '#shared/contract/templates'
import type { FileId } from '#shared/domain/ids'
import type { TemplateFile } from '#shared/domain/text-template'
import { safeFileName } from '#shared/lib/safe-file-name'
import { err, ok, type Result } from '#shared/lib/result'

import { readTemplates } from '../store/central-settings'
import { channelTraits } from '../store/channels'
import { putStageTemplate, putTextTemplate, removeStageTemplate, removeTextTemplate } from '../store/templates'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const place = '/api/administration/templates'
const done = {
  204: { description: 'Done, and told to every desk.' },
  409: json(restError, 'There are as many as there can be.'),
  ...failures,
}

const read = route({
  access: 'supervisor',
  method: 'get',
  path: place,
  summary: 'Texts that are offered while a message is written, and those that go with a stage.',
  responses: { 200: json(templateList, 'The templates.'), ...failures },
})
const saveText = route({
  access: 'supervisor',
  method: 'put',
  path: `${place}/texts/{templateId}`,
  summary: 'Adds a text, or changes one. Its files were uploaded before.',
  request: {
    params: templateParams,
    body: { required: true, content: { 'application/json': { schema: textTemplateDraft } } },
  },
  responses: { ...done, 413: json(restError, 'A file is larger than a template keeps.') },
})
const dropText = route({
  access: 'supervisor',
  method: 'delete',
  path: `${place}/texts/{templateId}`,
  summary: 'Removes a text.',
  request: { params: templateParams },
  responses: done,
})
const saveStage = route({
  access: 'supervisor',
  method: 'put',
  path: `${place}/stages/{templateId}`,
  summary: 'Sets the text of a stage, of one vacancy or of all of its channel; takes the place of the one before.',
  request: {
    params: templateParams,
    body: { required: true, content: { 'application/json': { schema: stageTemplateDraft } } },
  },
  responses: done,
})
const dropStage = route({
  access: 'supervisor',
  method: 'delete',
  path: `${place}/stages/{templateId}`,
  summary: 'Removes the text of a stage: the channel’s own goes with it again.',
  request: { params: templateParams },
  responses: done,
})

export function addTemplateRoutes(app: Api, { store, files }: ApiContext): void {
  const full = problem('tooMany', `There are ${String(MAX_TEMPLATES)} already.`)

  app.openapi(read, async (c) => c.json(await store.read(readTemplates), 200))

  app.openapi(saveText, async (c) => {
    const { templateId: id } = c.req.valid('param')
    const { fileIds, ...words } = c.req.valid('json')
    const kept = await keptFiles(files, fileIds)
    if (!kept.ok && kept.error === 'unknownFile')
      return c.json(problem('unknownFile', 'A file was not uploaded. Upload it first, then save the template.'), 404)
    if (!kept.ok)
      return c.json(problem('tooLarge', `At most ${String(MAX_TEMPLATE_FILE_BYTES)} bytes of a file are taken.`), 413)
    const isSaved = await store.write(async (tx) => {
      const { texts } = await readTemplates(tx)
      if (texts.length >= MAX_TEMPLATES && !texts.some((text) => text.id === id)) return false
      await putTextTemplate(tx, { id, ...words, files: kept.value })
      return true
    })
    return isSaved ? c.body(null, 204) : c.json(full, 409)
  })

  app.openapi(dropText, async (c) => {
    await store.write((tx) => removeTextTemplate(tx, c.req.valid('param').templateId))
    return c.body(null, 204)
  })

  app.openapi(saveStage, async (c) => {
    const { templateId: id } = c.req.valid('param')
    const draft = c.req.valid('json')
    const outcome = await store.write(async (tx) => {
      const channel = await channelTraits(tx, draft.channelId)
      if (!channel || channel.removedAtMs !== null) return 'unknownChannel'
      const { stages } = await readTemplates(tx)
      if (stages.length >= MAX_TEMPLATES && !stages.some((stage) => stage.id === id)) return 'full'
      await putStageTemplate(tx, { id, ...draft })
      return 'saved'
    })
    if (outcome === 'unknownChannel') return c.json(problem(outcome, 'There is no such channel.'), 404)
    return outcome === 'saved' ? c.body(null, 204) : c.json(full, 409)
  })

  app.openapi(dropStage, async (c) => {
    await store.write((tx) => removeStageTemplate(tx, c.req.valid('param').templateId))
    return c.body(null, 204)
  })
}

/** What the uploads were, as the hub has them. */
async function keptFiles(
  files: ApiContext['files'],
  ids: readonly FileId[],
): Promise<Result<readonly TemplateFile[], 'unknownFile' | 'tooLarge'>> {
  const kept: TemplateFile[] = []
  for (const fileId of ids) {
    const file = await files.find(fileId)
    if (!file) return err('unknownFile')
    if (file.bytes > MAX_TEMPLATE_FILE_BYTES) return err('tooLarge')
    const { mimeType, bytes } = file
    kept.push({ fileId, name: safeFileName(file.name ?? 'file'), mimeType, bytes })
  }
  return ok(kept)
}
