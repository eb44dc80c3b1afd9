import { serviceTargets } from '#shared/contract/service-targets'

import { readTargets, writeTargets } from '../store/central-settings'
import { directoryChanged } from '../store/directory'
import { failures, json } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const path = '/api/service-targets'
const read = route({
  access: 'agent',
  method: 'get',
  path,
  summary: 'How soon clients are to be answered.',
  responses: { 200: json(serviceTargets, 'As it is now.'), ...failures },
})
const save = route({
  access: 'supervisor',
  method: 'put',
  path,
  summary: 'Sets how soon clients are to be answered, centrally and for single teams and channels.',
  request: { body: { required: true, content: { 'application/json': { schema: serviceTargets } } } },
  responses: { 204: { description: 'Done; the wall goes by it from now on.' }, ...failures },
})

export function addServiceRoutes(app: Api, { store }: ApiContext): void {
  app.openapi(read, async (c) => {
    const targets = await store.read(readTargets)
    return c.json({ ...targets, exceptions: [...targets.exceptions] }, 200)
  })
  app.openapi(save, async (c) => {
    await store.write(async (tx) => {
      await writeTargets(tx, c.req.valid('json'))
      directoryChanged(tx)
    })
    return c.body(null, 204)
  })
}
