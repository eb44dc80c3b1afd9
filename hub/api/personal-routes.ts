import { Readable } from 'node:stream'

import { eraseRequest, keptOfPerson } from '#shared/contract/personal-data'
import { chatParams, restError } from '#shared/contract/rest'

import { erasePerson } from '../personal-data/erase-person'
import { exportPerson } from '../personal-data/export-person'
import { removeDroppedFiles } from '../personal-data/file-remover'
import { countKept } from '../store/personal/kept-of-person'
import { personBehind } from '../store/personal/person'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { body } from './auth-answers'
import { callerOf, route, type Api } from './route'

const kept = route({
  access: 'administrator',
  method: 'get',
  path: '/api/chats/{chatId}/person',
  summary: 'How much is kept of the person behind a conversation.',
  request: { params: chatParams },
  responses: { 200: json(keptOfPerson, 'By numbers.'), ...failures },
})
const erase = route({
  access: 'administrator',
  method: 'post',
  path: '/api/chats/{chatId}/person/erase',
  summary: 'Erases everything personal of the person behind a conversation. It cannot be undone.',
  request: { params: chatParams, ...body(eraseRequest) },
  responses: {
    200: json(keptOfPerson, 'What was erased.'),
    409: json(restError, 'The person was not named as asked.'),
    ...failures,
  },
})
const exported = route({
  access: 'administrator',
  method: 'get',
  path: '/api/chats/{chatId}/person/export.zip',
  summary: 'Everything that is kept of the person behind a conversation, to read and as JSON, with the files.',
  request: { params: chatParams },
  responses: {
    200: {
      description: 'A ZIP archive.',
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
    },
    ...failures,
  },
})

/** What a person may ask of the company about their own data (spec C9). */
export function addPersonalRoutes(app: Api, { store, newId, blobs, files, logger }: ApiContext): void {
  const unknown = () => problem('unknownChat', 'There is no such chat.')
  app.openapi(kept, async (c) => {
    const { chatId } = c.req.valid('param')
    const found = await store.read(async (view) => {
      const person = await personBehind(view, chatId)
      return person && countKept(view, chatId, person)
    })
    return found ? c.json(found, 200) : c.json(unknown(), 404)
  })
  app.openapi(erase, async (c) => {
    const { chatId } = c.req.valid('param')
    const { confirm } = c.req.valid('json')
    const erased = await store.write((tx) => erasePerson(tx, newId, callerOf(c), chatId, confirm))
    if (!erased.ok)
      return erased.error === 'unknownChat'
        ? c.json(unknown(), 404)
        : c.json(problem('wrongConfirmation', 'Name the person exactly as shown; nothing was erased.'), 409)
    await removeDroppedFiles(store, blobs)
    logger.info('the data of a client was erased', { messages: erased.value.messages, files: erased.value.files })
    return c.json(erased.value, 200)
  })
  app.openapi(exported, async (c) => {
    const { chatId } = c.req.valid('param')
    const archive = await exportPerson({ store, newId, files }, callerOf(c), chatId)
    if (!archive) return c.json(unknown(), 404)
    return c.body(Readable.toWeb(archive) as ReadableStream, 200, {
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="otklik-person.zip"',
      'cache-control': 'no-store',
    })
  })
}
