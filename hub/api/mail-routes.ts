import { mailView, saveMailRequest, testMailReply, testMailRequest } from '#shared/contract/mail-admin'
import { restError } from '#shared/contract/rest'

import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const path = '/api/administration/mail'
const body = <T>(schema: T) => ({ body: { required: true, content: { 'application/json': { schema } } } })
const conflict = { 409: json(restError, 'The password has to be given anew for another server or user.') }

const read = route({
  access: 'administrator',
  method: 'get',
  path,
  summary: 'The mail server that visitors of the site chat are written to through. Its password is never told.',
  responses: { 200: json(mailView, 'As it is now.'), ...failures },
})
const save = route({
  access: 'administrator',
  method: 'put',
  path,
  summary: 'Sets the mail server. Without a password the kept one stays, for the same server and user.',
  request: body(saveMailRequest),
  responses: { 200: json(mailView, 'As it is from now on.'), ...conflict, ...failures },
})
const drop = route({
  access: 'administrator',
  method: 'delete',
  path,
  summary: 'Forgets the mail server; nobody is written to any more.',
  responses: { 204: { description: 'Forgotten.' }, ...failures },
})
const test = route({
  access: 'administrator',
  method: 'post',
  path: `${path}/test`,
  summary: 'Sends a test letter with these settings, saved or not, and tells how far it came.',
  request: body(testMailRequest),
  responses: { 200: json(testMailReply, 'Sent, or why not.'), ...conflict, ...failures },
})

const PASSWORD_NEEDED = problem('passwordNeeded', 'The kept password belongs to another server or user; give it anew.')

export function addMailRoutes(app: Api, { mail }: ApiContext): void {
  app.openapi(read, async (c) => c.json(await mail.view(), 200))
  app.openapi(save, async (c) => {
    const done = await mail.save(c.req.valid('json'))
    return done.ok ? c.json(await mail.view(), 200) : c.json(PASSWORD_NEEDED, 409)
  })
  app.openapi(drop, async (c) => {
    await mail.remove()
    return c.body(null, 204)
  })
  app.openapi(test, async (c) => {
    const tried = await mail.test(c.req.valid('json'))
    return tried.ok ? c.json(tried.value, 200) : c.json(PASSWORD_NEEDED, 409)
  })
}
