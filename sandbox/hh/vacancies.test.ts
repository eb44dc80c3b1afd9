import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { startHhSandbox, type HhSandbox } from './index'
import { employerOf, type Employer } from './testing/employer'
import { form, negotiationsOf, type Negotiations } from './testing/negotiations'

let sandbox: HhSandbox
let call: Employer['call']
let negotiations: Negotiations
beforeEach(async () => {
  sandbox = await startHhSandbox()
  call = (await employerOf(sandbox)).call
  negotiations = negotiationsOf(sandbox, call)
})
afterEach(() => sandbox.stop())

describe('texts and comments (facts, section 5)', () => {
  it('gives the template of a stage by response or by vacancy and résumé, and takes a changed one', async () => {
    const { topicId, vacancyId, resumeId } = await negotiations.respond()
    const template = async (query: string) =>
      (await call('GET', `/message_templates/interview?${query}`)).json as { mail: { text: string } }
    const byTopic = await template(`topic_id=${topicId}`)
    expect(byTopic).toMatchObject({
      mail: {
        text: 'Анна, приглашаем вас на собеседование по вакансии «Флорист».',
        employer_state: { id: 'interview' },
        template_modified: false,
      },
      sms: { text: expect.any(String) as string },
    })
    expect(await template(`vacancy_id=${vacancyId}&resume_id=${resumeId}`)).toEqual(byTopic)
    const own = `/employers/${sandbox.employerId}/mail_templates`
    expect((await call('PUT', `${own}/interview`, form({ text: 'Ждём, {имя}!' }))).status).toBe(204)
    expect(await template(`topic_id=${topicId}`)).toMatchObject({
      mail: { text: 'Ждём, Анна!', template_modified: true },
    })
    expect((await call('GET', own)).json).toMatchObject({ items: expect.any(Array) as unknown[] })
    expect((await call('PUT', `${own}/nothing`, { text: 'Да' })).status).toBe(404)
  })

  it('keeps comments for colleagues and for oneself', async () => {
    const { topicId, resumeId } = await negotiations.respond()
    const { owner } = (await call('GET', `/resumes/${resumeId}?topic_id=${topicId}`)).json as { owner: { id: string } }
    const path = `/applicant_comments/${owner.id}`
    const added = await call('POST', path, form({ text: 'Хороша', access_type: 'coworkers' }))
    await call('POST', path, form({ text: 'Перезвонить', access_type: 'owner' }))
    const pavel = await employerOf(sandbox, sandbox.managerIds[1])
    expect((await call('GET', path)).json).toMatchObject({ found: 2 })
    expect((await pavel.call('GET', path)).json).toMatchObject({
      found: 1,
      items: [{ text: 'Хороша', access_type: { id: 'coworkers' }, is_mine: false }],
    })
    const { id } = added.json as { id: string }
    expect((await pavel.call('DELETE', `${path}/${id}`)).status).toBe(403)
    expect((await call('PUT', `${path}/${id}`, form({ text: 'Очень хороша', access_type: 'owner' }))).status).toBe(204)
    expect((await pavel.call('GET', path)).json).toMatchObject({ found: 0 })
    expect((await call('DELETE', `${path}/${id}`)).status).toBe(204)
    expect((await call('POST', path, form({ text: '' }))).status).toBe(400)
  })
})

describe('vacancies (facts, section 3)', () => {
  const at = (what: string) => `/employers/${sandbox.employerId}/vacancies/${what}`

  it('lists active ones with counters, archived and hidden ones short, one in full', async () => {
    const { vacancyId } = await negotiations.respond('Здравствуйте')
    const { vacancyId: old } = await sandbox.control.addVacancy({ name: 'Кладовщик' })
    await sandbox.control.addVacancy({ name: 'Бухгалтер', state: 'hidden' })
    await sandbox.control.vacancyHappens(old, 'archived')
    expect((await call('GET', at('active'))).json).toMatchObject({
      found: 1,
      items: [
        {
          id: vacancyId,
          name: 'Флорист',
          archived: false,
          has_updates: true,
          counters: { responses: 1, unread_responses: 1, invitations: 0, calls: 0 },
        },
      ],
    })
    expect((await call('GET', at('archived'))).json).toMatchObject({ items: [{ id: old, archived: true }] })
    expect((await call('GET', at('hidden'))).json).toMatchObject({ items: [{ name: 'Бухгалтер' }] })
    expect((await call('GET', `/vacancies/${vacancyId}`)).json).toMatchObject({ allow_messages: true })
    expect((await call('GET', '/vacancies/1')).status).toBe(404)
    expect((await call('GET', `${at('active')}?per_page=51`)).status).toBe(400)
  })

  it('lists those of colleagues, or only one’s own where it is switched so', async () => {
    await sandbox.control.addVacancy({ name: 'Флорист' })
    const theirs = await sandbox.control.addVacancy({ name: 'Водитель', managerId: sandbox.managerIds[1] })
    const names = async (query = '') =>
      ((await call('GET', at('active') + query)).json as { items: { name: string }[] }).items.map(({ name }) => name)
    expect(await names()).toHaveLength(2)
    expect(await names(`?manager_id=${sandbox.managerIds[1]}`)).toEqual(['Водитель'])
    await sandbox.control.change({ vacancyLists: 'own' })
    expect(await names()).toEqual(['Флорист'])
    expect(await names('?all_accessible=true')).toHaveLength(2)
    expect(await names('?text=води&all_accessible=true')).toEqual(['Водитель'])
    expect(theirs.vacancyId).toMatch(/^\d+$/)
  })
})
