import type { Context } from 'hono'
import type { z } from 'zod'

import {
  administration,
  agentDraft,
  agentParams,
  bot,
  botParams,
  botReply,
  channelSettingsDraft,
  distribution,
  groupParams,
  nameDraft,
  ownStatusDraft,
  ownStatusParams,
  teamParams,
  topicParams,
  workingHours,
} from '#shared/contract/administration'
import { recordingPolicy } from '#shared/contract/recording'
import { channelParams, restError } from '#shared/contract/rest'
import { checkMenu } from '#shared/domain/menu-check'

import { audited } from '../accounts/audited'
import {
  dismissAgent,
  dissolveTeam,
  dropGroup,
  putAgent,
  saveBot,
  saveChannelSettings,
  type AdministrationRefusal,
} from '../administration/change-administration'
import { changeOwnStatus, removeOwnStatus } from '../administration/own-statuses'
import { readAdministration } from '../administration/read-administration'
import { removeBot } from '../store/bots'
import { planAnew } from '../store/cases'
import { readRecordingPolicy, writeDistribution, writeHours, writeRecordingPolicy } from '../store/central-settings'
import { fileById } from '../store/files'
import { DIRECTORY_ID, putGroup, putTeam, putTopic, readDirectory } from '../store/directory'
import type { Write } from '../store/store'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { callerOf, route, type Api } from './route'

const conflict = { 409: json(restError, 'Not as things stand; `error` says why.') }
const done = { 204: { description: 'Done, and told to every desk.' }, ...conflict, ...failures }
const REFUSALS: Readonly<Record<AdministrationRefusal, string>> = {
  unknownAgent: 'There is no such agent.',
  unknownStatus: 'There is no such status.',
  tooManyStatuses: 'The menu of statuses is full; remove one that nobody needs first.',
  unknownTeam: 'There is no such team.',
  unknownGroup: 'There is no such channel group.',
  unknownChannel: 'There is no such channel.',
  unknownFile: 'The announcement was not uploaded. Upload it first, then save.',
  unknownReceiver: 'The agent, team or bot that is to receive does not exist.',
  badNumber: 'The number that clients are to see is no telephone number; give it as +74951234567, or null.',
  mistakes: 'What is to be saved has mistakes; the same check tells a desk which.',
  firstTeam: 'The first team receives what nobody else is set for and stays.',
  lastAdministrator: 'Somebody has to remain an administrator.',
  receivesCases: 'A channel gives its cases to this team; set another receiver there first.',
  groupNotEmpty: 'The group holds channels or is the only one.',
}

const read = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/administration',
  summary: 'All that administrators set.',
  responses: { 200: json(administration, 'As it is now.'), ...failures },
})
const saveHours = put('/hours', null, workingHours, 'Sets the working hours of all channels.')
const saveDistribution = put('/distribution', null, distribution, 'Sets how cases are distributed.')
const saveRecording = put('/recording', null, recordingPolicy, 'Sets which calls the desks record.')
const readRecording = route({
  access: 'agent',
  method: 'get',
  path: '/api/recording-policy',
  summary: 'Which calls the desks record.',
  responses: { 200: json(recordingPolicy, 'As it is now.'), ...failures },
})
const saveSettings = put('/channels/{channelId}', channelParams, channelSettingsDraft, 'Sets what a channel does.')
const saveAgent = put('/agents/{agentId}', agentParams, agentDraft, 'Adds an agent, or changes one.')
const saveTeam = put('/teams/{teamId}', teamParams, nameDraft, 'Adds a team, or renames one.')
const saveTopic = put('/topics/{topicId}', topicParams, nameDraft, 'Adds a topic, or renames one.')
const saveStatus = put('/statuses/{ownStatusId}', ownStatusParams, ownStatusDraft, 'Adds a status, or changes one.')
const dropStatus = remove(
  '/statuses/{ownStatusId}',
  ownStatusParams,
  'Removes a status; whoever is in it keeps what it was to routing.',
)
const saveGroup = put('/groups/{channelGroupId}', groupParams, nameDraft, 'Adds a channel group, or renames one.')
const dropAgent = remove('/agents/{agentId}', agentParams, 'Removes an agent; the cases go back to their queues.')
const dropTeam = remove('/teams/{teamId}', teamParams, 'Removes a team that receives nothing.')
const dropTopic = remove('/topics/{topicId}', topicParams, 'Removes a topic from the list; old cases keep it.')
const removeGroup = remove('/groups/{channelGroupId}', groupParams, 'Removes an empty channel group.')
const dropBot = remove('/bots/{botId}', botParams, 'Removes a bot; its fallback takes over.')
const putBot = route({
  access: 'administrator',
  method: 'put',
  path: '/api/administration/bots/{botId}',
  summary: 'Adds a bot, or changes one. The secret of an HTTP bot is told once.',
  request: { params: botParams, body: { required: true, content: { 'application/json': { schema: bot } } } },
  responses: { 200: json(botReply, 'As saved.'), ...conflict, ...failures },
})

export function addAdministrationRoutes(app: Api, { store, newId, secrets, channels }: ApiContext): void {
  const write = async (c: Context, work: (tx: Write) => Promise<AdministrationRefusal | null>) => {
    const refusal = await store.write(work)
    if (refusal === null) return c.body(null, 204)
    return c.json(problem(refusal, REFUSALS[refusal]), refusal.startsWith('unknown') ? 404 : 409)
  }
  /** What every rule depends on: whoever plans by it hears of the change through the directory. */
  const central = (tx: Write) => {
    tx.changed('directory', DIRECTORY_ID)
    return null
  }

  app.openapi(read, async (c) => c.json(await store.read(readAdministration), 200))
  app.openapi(saveHours, (c) =>
    write(c, async (tx) => {
      await writeHours(tx, c.req.valid('json'))
      await planAnew(tx, null)
      return central(tx)
    }),
  )
  app.openapi(saveDistribution, (c) =>
    write(c, async (tx) => writeDistribution(tx, c.req.valid('json')).then(() => central(tx))),
  )
  app.openapi(saveRecording, (c) =>
    write(c, async (tx) => {
      const policy = c.req.valid('json')
      if (policy.announcement && !(await fileById(tx, policy.announcement.fileId))) return 'unknownFile'
      await writeRecordingPolicy(tx, policy)
      return null
    }),
  )
  app.openapi(readRecording, async (c) => c.json(await store.read(readRecordingPolicy), 200))
  app.openapi(saveSettings, async (c) => {
    const { channelId: id } = c.req.valid('param')
    const maxTextLength = channels.capabilitiesOf(id)?.maxTextLength ?? Infinity
    const answer = await write(c, (tx) => saveChannelSettings(tx, id, c.req.valid('json'), maxTextLength))
    await channels.settingsChanged(id)
    return answer
  })
  app.openapi(saveAgent, (c) =>
    write(c, (tx) =>
      audited(tx, { newId, caller: callerOf(c), agentId: c.req.valid('param').agentId }, (agentId) =>
        putAgent(tx, agentId, c.req.valid('json')),
      ),
    ),
  )
  app.openapi(dropAgent, (c) =>
    write(c, (tx) =>
      audited(tx, { newId, caller: callerOf(c), agentId: c.req.valid('param').agentId }, (agentId) =>
        dismissAgent(tx, agentId),
      ),
    ),
  )
  app.openapi(saveTeam, (c) =>
    write(c, async (tx) => {
      await putTeam(tx, { id: c.req.valid('param').teamId, ...c.req.valid('json') })
      return null
    }),
  )
  app.openapi(dropTeam, (c) => write(c, (tx) => dissolveTeam(tx, c.req.valid('param').teamId)))
  app.openapi(saveTopic, (c) =>
    write(c, async (tx) => {
      await putTopic(tx, { id: c.req.valid('param').topicId, ...c.req.valid('json'), isRemoved: false })
      return null
    }),
  )
  app.openapi(dropTopic, (c) =>
    write(c, async (tx) => {
      const topic = (await readDirectory(tx)).topics.find(({ id }) => id === c.req.valid('param').topicId)
      if (topic) await putTopic(tx, { ...topic, isRemoved: true })
      return null
    }),
  )
  app.openapi(saveStatus, (c) =>
    write(c, (tx) => changeOwnStatus(tx, c.req.valid('param').ownStatusId, c.req.valid('json'))),
  )
  app.openapi(dropStatus, (c) => write(c, (tx) => removeOwnStatus(tx, c.req.valid('param').ownStatusId)))
  app.openapi(saveGroup, (c) =>
    write(c, async (tx) => {
      await putGroup(tx, { id: c.req.valid('param').channelGroupId, ...c.req.valid('json') })
      return null
    }),
  )
  app.openapi(removeGroup, (c) => write(c, (tx) => dropGroup(tx, c.req.valid('param').channelGroupId)))
  app.openapi(putBot, async (c) => {
    const { botId } = c.req.valid('param')
    const wished = { ...c.req.valid('json'), id: botId }
    if (wished.kind === 'menu' && checkMenu(wished.menu).some(({ severity }) => severity === 'error')) {
      return c.json(problem('mistakes', REFUSALS.mistakes), 409)
    }
    const secret = await store.write((tx) => saveBot(tx, wished, secrets))
    return c.json({ bot: wished, secret }, 200)
  })
  app.openapi(dropBot, (c) =>
    write(c, async (tx) => {
      await removeBot(tx, c.req.valid('param').botId)
      return null
    }),
  )
}

function put<Path extends string, Params extends z.ZodObject | null, Body extends z.ZodType>(
  path: Path,
  params: Params,
  body: Body,
  summary: string,
) {
  return route({
    access: 'administrator',
    method: 'put',
    path: `/api/administration${path}`,
    summary,
    request: {
      body: { required: true, content: { 'application/json': { schema: body } } },
      ...(params === null ? {} : { params }),
    } as {
      params: Params extends null ? never : Exclude<Params, null>
      body: { required: true; content: { 'application/json': { schema: Body } } }
    },
    responses: done,
  })
}

function remove<Path extends string, Params extends z.ZodObject>(path: Path, params: Params, summary: string) {
  return route({
    access: 'administrator',
    method: 'delete',
    path: `/api/administration${path}`,
    summary,
    request: { params },
    responses: done,
  })
}
