import type { Context } from 'hono'
import { z } from 'zod'

import { restError } from '#shared/contract/rest'
import {
  saveTelephonyRequest,
  telephonyView,
  testTelephonyReply,
  testTelephonyRequest,
} from '#shared/contract/telephony'

import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { bodyLimit } from './body-limit'
import { route, type Api } from './route'

const path = '/api/administration/telephony'
const body = <T>(schema: T) => ({ body: { required: true, content: { 'application/json': { schema } } } })
const conflict = { 409: json(restError, 'Key and salt have to be given anew for another address.') }

const read = route({
  access: 'administrator',
  method: 'get',
  path,
  summary: 'The connected cloud PBX. Its key and salt are never told.',
  responses: { 200: json(telephonyView, 'As it is now.'), ...failures },
})
const save = route({
  access: 'administrator',
  method: 'put',
  path,
  summary: 'Connects the PBX, or changes what is set. Without keys the kept ones stay, for the same address.',
  request: body(saveTelephonyRequest),
  responses: { 200: json(telephonyView, 'As it is from now on.'), ...conflict, ...failures },
})
const drop = route({
  access: 'administrator',
  method: 'delete',
  path,
  summary: 'Forgets the PBX with its keys; its calls stay in the timelines.',
  responses: { 204: { description: 'Forgotten.' }, ...failures },
})
const test = route({
  access: 'administrator',
  method: 'post',
  path: `${path}/test`,
  summary: 'Asks the PBX for its employees with these keys, saved or not.',
  request: body(testTelephonyRequest),
  responses: { 200: json(testTelephonyReply, 'How many there are, or why not.'), ...conflict, ...failures },
})
const event = route({
  access: 'anybody',
  method: 'post',
  path: '/hooks/mango/{place}/{name}',
  summary: 'The PBX tells of a call, or of how a command ended. Signed with the key and the salt.',
  request: {
    params: z.object({ place: z.string().min(1).max(50), name: z.string().min(1).max(50) }),
    // Parsed by hand, once the signature is known to be good.
    body: { content: { '*/*': { schema: {} } } },
  },
  responses: {
    200: json(z.object({ ok: z.literal(true) }), 'Kept durably, or of no use here.'),
    400: json(restError, 'Well signed, and cannot be read.'),
    403: json(restError, 'The key or the signature is not that of the connected PBX.'),
    404: json(restError, 'No PBX is connected.'),
    413: json(restError, 'More than 64 kB.'),
  },
})
const ping = route({
  access: 'anybody',
  method: 'post',
  path: '/hooks/mango/ping',
  summary: 'The PBX’s cabinet asks whether anybody is here.',
  responses: { 200: json(z.object({ ok: z.literal(true) }), 'Yes.') },
})

const EVENT_BODY_BYTES = 64 * 1024
const KEYS_NEEDED = problem('keysNeeded', 'The kept keys belong to another address; give them anew.')

export function addTelephonyRoutes(app: Api, { telephony }: ApiContext): void {
  app.openapi(read, async (c) => c.json(await telephony.view(), 200))
  app.openapi(save, async (c) => {
    const done = await telephony.save(c.req.valid('json'))
    return done.ok ? c.json(await telephony.view(), 200) : c.json(KEYS_NEEDED, 409)
  })
  app.openapi(drop, async (c) => {
    await telephony.remove()
    return c.body(null, 204)
  })
  app.openapi(test, async (c) => {
    const tried = await telephony.test(c.req.valid('json'))
    return tried.ok ? c.json(tried.value, 200) : c.json(KEYS_NEEDED, 409)
  })
}

/** Before the hooks of channels, whose addresses have the same shape. */
export function addTelephonyHooks(app: Api, { telephony }: ApiContext): void {
  const onError = (c: Context) => c.json(problem('tooLarge', 'At most 64 kB are taken.'), 413)
  app.use('/hooks/mango/*', bodyLimit({ maxSize: EVENT_BODY_BYTES, onError }))
  app.openapi(ping, (c) => c.json({ ok: true as const }, 200))
  app.openapi(event, async (c) => {
    const { place, name } = c.req.valid('param')
    const form = await signedForm(c.req.raw)
    if (!form) return c.json(problem('malformed', 'A form with vpbx_api_key, sign and json was expected.'), 400)
    const verdict = await telephony.handleEvent(`${place}/${name}`, form)
    switch (verdict.kind) {
      case 'taken':
      case 'ignored':
        return c.json({ ok: true as const }, 200)
      case 'malformed':
        return c.json(problem('malformed', `The event could not be read: ${verdict.detail}`), 400)
      case 'foreign':
        return c.json(problem('wrongSignature', 'The key or the signature is not that of the connected PBX.'), 403)
      case 'notConnected':
        return c.json(problem('notConnected', 'No PBX is connected.'), 404)
    }
  })
}

async function signedForm(request: Request) {
  const form = new URLSearchParams(await request.text())
  const [apiKey, signature, text] = [form.get('vpbx_api_key'), form.get('sign'), form.get('json')]
  return apiKey === null || signature === null || text === null ? null : { apiKey, signature, json: text }
}
