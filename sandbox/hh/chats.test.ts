import { randomUUID } from 'node:crypto'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { encodePng } from '../lib/png'
import { startHhSandbox, type HhSandbox } from './index'
import { anna, anton, denis } from './testing/candidates'
import { employerOf, type Employer } from './testing/employer'

let sandbox: HhSandbox
let irina: Employer
let call: Employer['call']
beforeEach(async () => {
  sandbox = await startHhSandbox()
  irina = await employerOf(sandbox)
  call = irina.call
})
afterEach(() => sandbox.stop())

interface Told {
  readonly id: string
  readonly type: string
  readonly can_edit: boolean
  readonly payload: { readonly text?: string | null }
  readonly last_change_time: string | null
  readonly viewed_by_opponent: boolean
}
const respond = (letter?: string, candidate = anna) =>
  sandbox.control.candidateResponds({ vacancy: 'Флорист', candidate, ...(letter === undefined ? {} : { letter }) })
const post = (chatId: string, body: unknown) => call('POST', `/common/chats/${chatId}/messages`, body)
const send = async (chatId: string, text: string) =>
  ((await post(chatId, { text, idempotency_key: randomUUID() })).json as { id: string }).id
const read = async (chatId: string, query = '') =>
  (await call('GET', `/common/chats/${chatId}/messages${query}`)).json as { has_more: boolean; messages: Told[] }
const list = async (query = '', employer = irina) =>
  (await employer.call('GET', `/common/chats${query}`)).json as { found: number; items: { id: string }[] }
const errorOf = (type: string, reason: string) => ({ json: { errors: [{ type, reason }] } })

describe('chats (facts, section 6)', () => {
  it('[facts 11.3] has string ids and a string counter here, and a number for the same chat in the response', async () => {
    const { chatId, topicId, vacancyId } = await respond('Здравствуйте')
    expect((await call('GET', '/common/chats/counters/unread')).json).toEqual({ unread_chats_count: '1' })
    expect((await call('GET', `/negotiations/${topicId}`)).json).toMatchObject({ chat_id: Number(chatId) })
    expect(await list()).toMatchObject({
      found: 1,
      items: [
        {
          id: chatId,
          type: 'NEGOTIATION',
          creation_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0300$/) as string,
          display: { title: 'Анна Кузнецова', icon: null },
          muted: false,
          unread_message_count: 1,
          block_reason: null,
          vacancy_id: vacancyId,
          last_message: {
            payload: { text: 'Здравствуйте', attachments: null },
            sender_display_info: {
              name: 'Анна Кузнецова',
              icon: null,
              role: 'APPLICANT',
              is_current_participant: false,
            },
          },
        },
      ],
    })
  })

  it('[facts 11.8] lists only chats the manager takes part in, 20 a page, 51 pages', async () => {
    const pavel = await employerOf(sandbox, sandbox.managerIds[1])
    for (let number = 0; number < 21; number += 1) await respond(String(number))
    const { chatId } = await respond('последний')
    expect((await list('?per_page=20')).items).toHaveLength(20)
    expect((await list('?page=1')).items).toHaveLength(2)
    expect((await list()).items[0]).toMatchObject({ id: chatId })
    expect((await call('GET', '/common/chats?per_page=21')).status).toBe(400)
    expect((await call('GET', '/common/chats?page=51')).status).toBe(400)
    expect((await call('GET', '/common/chats?page=50')).status).toBe(200)
    expect((await list('', pavel)).found).toBe(0)
    expect((await pavel.call('GET', `/common/chats/${chatId}/messages`)).status).toBe(404)
    const added = await call('PUT', `/common/chats/${chatId}/participants`, { id: sandbox.managerIds[1] })
    expect(added.status).toBe(204)
    expect((await list('', pavel)).found).toBe(1)
    expect((await read(chatId)).messages.at(-1)).toMatchObject({
      type: 'PARTICIPANT_JOINED',
      can_edit: false,
      payload: { moved_participant: { name: 'Павел Назаров' } },
    })
    expect((await pavel.call('PUT', `/common/chats/${chatId}/leave`)).status).toBe(204)
    expect((await list('', pavel)).found).toBe(0)
    expect((await read(chatId)).messages.at(-1)).toMatchObject({ type: 'PARTICIPANT_LEFT' })
  })

  it('filters by unread, by correspondence and by vacancy', async () => {
    const first = await respond('Здравствуйте')
    const silent = await respond(undefined, denis)
    await sandbox.control.candidateResponds({ vacancy: 'Водитель', candidate: anton, letter: 'Добрый день' })
    const ids = async (query: string) => (await list(query)).items.map(({ id }) => id)
    expect(await ids(`?filter_with_vacancy_ids=[${first.vacancyId}]`)).toEqual([silent.chatId, first.chatId])
    expect(await ids(`?filter_has_text_message=true&filter_with_vacancy_ids=[${first.vacancyId}, 1]`)).toEqual([
      first.chatId,
    ])
    expect((await list('?filter_unread=true')).found).toBe(2)
    expect((await list('?vacancy_status=without')).found).toBe(0)
    expect((await call('GET', '/common/chats?filter_with_vacancy_ids=1,2')).status).toBe(400)
  })

  it('pages messages up from the oldest and back from the newest, from an inclusive start', async () => {
    const { chatId } = await respond('0')
    for (const text of ['1', '2', '3', '4']) await send(chatId, text)
    const texts = async (query: string) => (await read(chatId, query)).messages.map(({ payload }) => payload.text)
    expect(await texts('?limit=2')).toEqual(['0', '1'])
    expect(await texts('?limit=2&order=prev')).toEqual(['4', '3'])
    const third = (await read(chatId)).messages[2]?.id ?? ''
    expect(await texts(`?start_message_id=${third}`)).toEqual(['2', '3', '4'])
    expect(await texts(`?start_message_id=${third}&order=prev`)).toEqual(['2', '1', '0'])
    expect((await read(chatId, '?limit=4')).has_more).toBe(true)
    expect((await read(chatId, '?limit=5')).has_more).toBe(false)
    await sandbox.control.change({ prevOrder: 'oldestFirst' })
    expect(await texts('?limit=2&order=prev')).toEqual(['3', '4'])
    for (const [query, reason] of [
      ['limit=51', 'limit_negative_or_more_than_50'],
      ['limit=x', 'not integer value'],
      ['order=up', 'bad_order'],
      ['start_message_id=1', 'bad_start_message_id'],
    ])
      expect(await call('GET', `/common/chats/${chatId}/messages?${String(query)}`)).toMatchObject({
        status: 400,
        json: { errors: [{ reason }] },
      })
  })

  it('[facts 11.4] takes one message per key: the same key again is a conflict, and nothing more is sent', async () => {
    const { chatId } = await respond('Здравствуйте')
    const body = { text: 'Когда удобно созвониться?', idempotency_key: randomUUID() }
    const first = await post(chatId, body)
    expect(first).toMatchObject({ status: 201, json: { id: expect.any(String) as string } })
    expect(await post(chatId, body)).toMatchObject({ status: 409, ...errorOf('conflict', 'already_exists') })
    expect(await sandbox.control.received(chatId)).toHaveLength(1)
    expect((await post(chatId, { text: 'без ключа' })).status).toBe(400)
  })

  it('[facts 11.4] names what is wrong with a message', async () => {
    const { chatId } = await respond()
    const key = () => ({ idempotency_key: randomUUID() })
    expect(await post(chatId, key())).toMatchObject({ status: 400, ...errorOf('text', 'required') })
    expect(await post(chatId, { ...key(), text: 'Приходи в КАЗИНО' })).toMatchObject(errorOf('text', 'spam_detected'))
    expect(await post(chatId, { ...key(), text: 'да', file_upload_ids: ['x'] })).toMatchObject(
      errorOf('multiple_fields', 'text_or_file_upload_ids'),
    )
    expect(await post(chatId, { ...key(), file_upload_ids: ['x'] })).toMatchObject(
      errorOf('file_upload_ids', 'required'),
    )
    await sandbox.control.change({ areFilesDisabled: true })
    expect(await post(chatId, { ...key(), file_upload_ids: ['x'] })).toMatchObject(
      errorOf('file_upload_ids', 'temporary_disabled'),
    )
    expect((await post(chatId, { ...key(), text: '🙂'.repeat(20_000) })).status).toBe(201)
    expect((await post(chatId, { ...key(), text: 'я'.repeat(20_001) })).status).toBe(400)
    expect((await post('1', { ...key(), text: 'да' })).json).toMatchObject({ errors: [{ type: 'not_found' }] })
  })

  it('edits and deletes own messages only; the applicant sees neither mark nor message', async () => {
    const { chatId } = await respond('Здравствуйте')
    const [wrong, right] = [await send(chatId, 'Не тому'), await send(chatId, 'Жду в 12')]
    const at = (id: string) => `/common/chats/${chatId}/messages/${id}`
    await sandbox.control.advanceClock(90 * 86_400_000)
    call = (await employerOf(sandbox)).call
    expect((await call('PUT', at(right), { text: 'Жду в 13' })).status).toBe(204)
    expect((await call('DELETE', at(wrong))).status).toBe(204)
    expect((await call('DELETE', at(wrong))).status).toBe(404)
    const told = await read(chatId)
    expect(told.messages.map(({ payload, can_edit }) => [payload.text, can_edit])).toEqual([
      ['Здравствуйте', false],
      ['Жду в 13', true],
    ])
    expect(told.messages[1]?.last_change_time).toEqual(expect.any(String))
    const theirs = told.messages[0]?.id ?? ''
    expect(await call('PUT', at(theirs), { text: 'Нет' })).toMatchObject({
      status: 403,
      ...errorOf('forbidden', 'message_edit_not_allowed'),
    })
    expect(await call('DELETE', at(theirs))).toMatchObject(errorOf('forbidden', 'message_delete_not_allowed'))
    expect(await sandbox.control.seenByApplicant(chatId)).toMatchObject([
      { from: 'applicant', text: 'Здравствуйте', isEdited: false },
      { from: 'employer', sender: 'Ирина Полякова', text: 'Жду в 13', isEdited: true },
    ])
  })

  it('keeps a stub or a time limit where it is told to', async () => {
    const { chatId } = await respond()
    const id = await send(chatId, 'Лишнее')
    await sandbox.control.change({ deletedMessages: 'emptyText', editWindowMs: 1000 })
    expect((await call('DELETE', `/common/chats/${chatId}/messages/${id}`)).status).toBe(204)
    expect((await read(chatId)).messages).toMatchObject([{ id, payload: { text: null }, can_edit: false }])
    expect(await sandbox.control.seenByApplicant(chatId)).toEqual([])
    await send(chatId, 'Поздно')
    await sandbox.control.advanceClock(2000)
    expect((await read(chatId)).messages[1]?.can_edit).toBe(false)
  })

  it('marks as read in both directions', async () => {
    const { chatId } = await respond('Здравствуйте')
    const theirs = (await read(chatId)).messages[0]?.id ?? ''
    expect((await call('PUT', `/common/chats/${chatId}/message/${theirs}/read`)).status).toBe(204)
    expect((await call('GET', '/common/chats/counters/unread')).json).toEqual({ unread_chats_count: '0' })
    expect((await sandbox.control.seenByApplicant(chatId))[0]?.isViewedByEmployer).toBe(true)
    const ours = await send(chatId, 'Добрый день')
    expect((await read(chatId)).messages[1]?.viewed_by_opponent).toBe(false)
    await sandbox.control.candidateReads(chatId)
    expect((await read(chatId)).messages[1]?.viewed_by_opponent).toBe(true)
    const { items } = (await call('GET', `/common/chats/${chatId}/participants`)).json as { items: unknown[] }
    expect(items).toMatchObject([
      { role: 'APPLICANT', type: 'USER', last_viewed_message_id: ours, resume_id: expect.any(String) as string },
      { role: 'EMPLOYER', type: 'USER', last_viewed_message_id: ours },
    ])
  })

  it('follows what the candidate edits and deletes', async () => {
    const { chatId } = await respond('Здравстуйте')
    const { messageId } = await sandbox.control.candidateWrites(chatId, { image: 'document' })
    const [first] = (await read(chatId)).messages
    await sandbox.control.candidateEdits(chatId, first?.id ?? '', 'Здравствуйте')
    expect((await read(chatId)).messages).toMatchObject([
      { payload: { text: 'Здравствуйте' }, last_change_time: expect.any(String) as string },
      { id: messageId, payload: { attachments: [{ title: 'document.png', content_type: 'image/png' }] } },
    ])
    await sandbox.control.candidateDeletes(chatId, messageId)
    expect((await read(chatId)).messages).toHaveLength(1)
  })
})

describe('who may write (facts, section 6)', () => {
  const states = async (chatId: string) =>
    ((await call('GET', `/common/chats/${chatId}/messages`)).json as { chat_states: unknown }).chat_states

  it('closes an archived chat and one at its limit, and says why', async () => {
    const { chatId } = await respond('Здравствуйте')
    expect(await states(chatId)).toEqual({
      write_message_state: { allowed: true, reason: null },
      send_file_state: { allowed: true },
    })
    await sandbox.control.setLimitReached(chatId, true)
    expect(await states(chatId)).toMatchObject({
      write_message_state: { allowed: false, reason: 'EMPLOYER_NEGOTIATIONS_LIMIT_EXCEEDED' },
    })
    await sandbox.control.archiveChat(chatId, true)
    expect(await states(chatId)).toMatchObject({
      write_message_state: { allowed: false, reason: 'ARCHIVED_BY_EMPLOYER' },
      send_file_state: { allowed: false },
    })
    expect(await post(chatId, { text: 'да', idempotency_key: randomUUID() })).toMatchObject({
      status: 403,
      ...errorOf('forbidden', 'chat_blocked'),
    })
    await expect(sandbox.control.candidateWrites(chatId, { text: 'А я?' })).rejects.toThrow()
  })

  it('forbids the applicant to write, and allows it again', async () => {
    const { chatId } = await respond('Здравствуйте')
    const allow = (wish: boolean) =>
      call('PUT', `/common/chats/${chatId}/write_possibility?applicant_write_possibility=${String(wish)}`)
    expect((await allow(false)).status).toBe(204)
    await expect(sandbox.control.candidateWrites(chatId, { text: 'А я?' })).rejects.toThrow()
    await allow(true)
    await sandbox.control.candidateWrites(chatId, { text: 'Спасибо' })
  })

  it('begins a chat without a vacancy once, and only where contacts are open', async () => {
    const { resumeId } = await sandbox.control.addResume(anton)
    const begin = (hash: string) =>
      call('POST', '/common/chats/without_vacancy', { resume_hash: hash, first_message: 'Антон, здравствуйте!' })
    expect(await begin(resumeId)).toMatchObject({
      status: 403,
      ...errorOf('forbidden', 'chat_without_vacancy_forbidden'),
    })
    await sandbox.control.setResume(resumeId, { areContactsOpen: true })
    expect(await begin(resumeId)).toMatchObject({ status: 200, json: {} })
    const { items } = await list('?vacancy_status=without')
    expect(items).toMatchObject([{ type: 'COMMON', vacancy_id: null }])
    await sandbox.control.change({ withoutVacancyBody: 'id' })
    expect((await begin(resumeId)).json).toEqual({ id: items[0]?.id })
    expect(await sandbox.control.received()).toHaveLength(1)
    const { resumeId: responded } = await respond()
    expect((await begin(responded)).status).toBe(200)
  })
})

describe('[facts 11.5] files in two steps (facts, section 6)', () => {
  const png = new File([encodePng(4, 4, () => [200, 30, 60])], 'схема.png', { type: 'image/png' })
  const formWith = (file: File, name = 'file') => {
    const form = new FormData()
    form.set(name, file)
    return form
  }
  const openLink = async () =>
    ((await call('POST', '/common/chats/files/upload_links')).json as { upload_url: string }).upload_url

  it('tells its conditions, takes a file by a link, and sends it as a message of its own', async () => {
    expect((await call('GET', '/common/chats/files/conditions')).json).toMatchObject({
      files_upload: { max_size: 20_971_520, mime_type: ['image/jpeg', 'image/png'] },
    })
    const { chatId } = await respond('Здравствуйте')
    const { json } = await call('POST', await openLink(), formWith(png))
    const { upload_id: id } = json as { upload_id: string }
    expect((await post(chatId, { file_upload_ids: [id], idempotency_key: randomUUID() })).status).toBe(201)
    const { messages } = await read(chatId)
    const [file] = (messages[1]?.payload as { attachments: { url: string; title: string }[] }).attachments
    expect(file?.title).toBe('схема.png')
    const fetched = await fetch(file?.url ?? '')
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(new Uint8Array(await png.arrayBuffer()))
    expect((await sandbox.control.seenByApplicant(chatId)).at(-1)).toMatchObject({ file: 'схема.png', text: null })
  })

  it('refuses a stranger with a page, a wrong file and a stale link with the argument', async () => {
    const link = await openLink()
    const stranger = await fetch(link, { method: 'POST', body: formWith(png) })
    expect([stranger.status, stranger.headers.get('content-type')]).toEqual([403, 'text/html; charset=UTF-8'])
    const refused = (value: string) => ({ status: 400, json: { errors: [{ type: 'bad_argument', value }] } })
    const text = new File(['не картинка'], 'схема.png', { type: 'image/png' })
    expect(await call('POST', link, formWith(text))).toMatchObject(refused('file'))
    expect(await call('POST', link, formWith(png, 'upload'))).toMatchObject(refused('file'))
    await sandbox.control.advanceClock(600_000)
    expect(await call('POST', link, formWith(png))).toMatchObject(refused('state'))
    const other = await openLink()
    await sandbox.control.expireUploadLinks()
    expect(await call('POST', other, formWith(png))).toMatchObject(refused('state'))
  })
})
