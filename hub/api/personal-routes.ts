import { Readable } from 'node:stream'

import {
  eraseRequest,
  erasureParams,
  erasureView,
  keptOfPerson,
  type ErasureView,
} from '#shared/contract/personal-data'
import { chatParams, restError } from '#shared/contract/rest'

import { erasePerson } from '../personal-data/erase-person'
import { exportPerson } from '../personal-data/export-person'
import { erasureById, type StoredErasure } from '../store/personal/erasures'
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
  summary: 'Begins to erase everything personal of the person behind a conversation. It cannot be undone.',
  request: { params: chatParams, ...body(eraseRequest) },
  responses: {
    202: json(erasureView, 'They are shown to nobody any more; how far it is.'),
    409: json(restError, 'The person was not named as asked.'),
    ...failures,
  },
})
const erasure = route({
  access: 'administrator',
  method: 'get',
  path: '/api/erasures/{erasureId}',
  summary: 'How far an erasure is.',
  request: { params: erasureParams },
  responses: { 200: json(erasureView, 'By numbers.'), ...failures },
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
export function addPersonalRoutes(app: Api, { store, newId, files, erasures, logger }: ApiContext): void {
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
    logger.info('the data of a client is being erased', { erasure: erased.value })
    erasures.wake()
    const begun = await store.read((view) => erasureById(view, erased.value))
    if (!begun) throw new Error('An erasure that was begun is not there.')
    return c.json(viewOf(begun), 202)
  })
  app.openapi(erasure, async (c) => {
    const found = await store.read((view) => erasureById(view, c.req.valid('param').erasureId))
    return found ? c.json(viewOf(found), 200) : c.json(problem('unknownErasure', 'There is no such erasure.'), 404)
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

function viewOf({ id, total, done, endedAtMs }: StoredErasure): ErasureView {
  return { id, total, done, endedAtMs }
}
