import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { startHhSandbox, type HhSandbox } from '../index'
import { employerOf, type Employer } from '../testing/employer'

let sandbox: HhSandbox
let call: Employer['call']
beforeEach(async () => {
  sandbox = await startHhSandbox({ seed: 'demo' })
  call = (await employerOf(sandbox)).call
})
afterEach(() => sandbox.stop())

interface Vacancies {
  readonly items: readonly { readonly id: string; readonly name: string }[]
}
const active = async () => (await call('GET', `/employers/${sandbox.employerId}/vacancies/active`)).json as Vacancies

describe('the demo', () => {
  it('is «Ромашка» with three vacancies, each with collections of its own', async () => {
    expect((await call('GET', '/me')).json).toMatchObject({ employer: { name: 'Компания „Ромашка“' } })
    const { items } = await active()
    expect(items.map(({ name }) => name)).toEqual(['Администратор шоурума', 'Водитель-курьер', 'Флорист'])
    const sets = await Promise.all(
      items.map(async ({ id }) => {
        const { json } = await call('GET', `/negotiations?vacancy_id=${id}`)
        return (json as { collections: { id: string }[] }).collections.map((collection) => collection.id).join()
      }),
    )
    expect(new Set(sets).size).toBe(3)
  })

  it('has candidates on different stages: hidden, gone, called, invited, without a text', async () => {
    const topics = await sandbox.control.topics()
    expect(topics.map(({ employerState }) => employerState).toSorted()).toEqual([
      'assessment',
      'consider',
      'discard_by_employer',
      'hired',
      'interview',
      'phone_interview',
      ...Array.from({ length: 5 }, () => 'response'),
    ])
    const all = await Promise.all(topics.map(async ({ id }) => (await call('GET', `/negotiations/${id}`)).json))
    const items = all as {
      resume: { first_name: string | null } | null
      source: string
      counters: { messages: number }
    }[]
    expect(items.filter(({ resume }) => resume === null)).toHaveLength(1)
    expect(items.filter(({ resume }) => resume?.first_name === null)).toHaveLength(1)
    expect(items.filter(({ source }) => source === 'PHONE_CALL')).toHaveLength(1)
    expect(items.filter(({ counters }) => counters.messages === 0).length).toBeGreaterThan(1)
  })

  it('shows each manager the chats they take part in, one of them without a vacancy', async () => {
    const pavel = await employerOf(sandbox, sandbox.managerIds[1])
    const found = async (by: Employer['call'], query = '') =>
      ((await by('GET', `/common/chats${query}`)).json as { found: number }).found
    expect(await found(call)).toBe(9)
    expect(await found(pavel.call)).toBe(3)
    expect(await found(call, '?vacancy_status=without')).toBe(1)
    expect(await found(call, '?filter_unread=true')).toBe(2)
  })

  it('[M12] tells messages of stages from ordinary ones', async () => {
    const [anna] = await sandbox.control
      .topics()
      .then((topics) => topics.filter((t) => t.employerState === 'interview'))
    const { json } = await call('GET', `/common/chats/${anna?.chatId ?? ''}/messages`)
    const { messages } = json as { messages: { can_edit: boolean; sender_display_info: { role: string } }[] }
    const ours = messages.filter(({ sender_display_info: sender }) => sender.role === 'EMPLOYER')
    expect(ours.map(({ can_edit }) => can_edit)).toEqual([false, false])
    expect(messages).toHaveLength(7)
  })
})
