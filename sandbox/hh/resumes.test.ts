import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { startHhSandbox, type HhSandbox } from './index'
import { anna, anton } from './testing/candidates'
import { employerOf, type Employer } from './testing/employer'

let sandbox: HhSandbox
let call: Employer['call']
beforeEach(async () => {
  sandbox = await startHhSandbox()
  call = (await employerOf(sandbox)).call
})
afterEach(() => sandbox.stop())

const respond = () => sandbox.control.candidateResponds({ vacancy: 'Флорист', candidate: anna })

describe('résumés (facts, section 8)', () => {
  it('show names and contacts of who responded, to the field', async () => {
    const { resumeId } = await respond()
    const { json } = await call('GET', `/resumes/${resumeId}`)
    expect(json).toMatchObject({
      id: resumeId,
      last_name: 'Кузнецова',
      first_name: 'Анна',
      middle_name: 'Игоревна',
      birth_date: '1996-04-17',
      title: 'Флорист',
      salary: { amount: 75_000, currency: 'RUR' },
      total_experience: { months: expect.any(Number) as number },
      experience: [{ company: 'Цветочная лавка «Пион»', end: null }, { end: '2021-02-01' }],
      education: { primary: [{ year: 2017 }] },
      can_view_full_info: true,
      contact_view_status: 'FULL',
      hidden_fields: [],
      contact: [
        { kind: 'phone', type: { id: 'cell' }, contact_value: '79161000001', value: { country: '7', city: '916' } },
        { kind: 'email', type: { id: 'email' }, value: 'candidate-0001@mail.example' },
      ],
    })
    const { photo } = json as { photo: { small: string } }
    expect((await fetch(photo.small)).headers.get('content-type')).toBe('image/png')
  })

  it('[facts 11.7] hide names and contacts of others until a contact view is spent', async () => {
    const { resumeId } = await sandbox.control.addResume(anton)
    const closed = (await call('GET', `/resumes/${resumeId}`)).json as {
      actions: { get_with_contact: { url: string } }
    }
    expect(closed).toMatchObject({ last_name: null, first_name: null, contact: [], contact_view_status: 'NONE' })
    await sandbox.control.change({ contactViews: 0 })
    expect(await call('GET', closed.actions.get_with_contact.url)).toMatchObject({
      status: 403,
      json: { errors: [{ type: 'resumes', value: 'quota_exceeded' }] },
    })
    await sandbox.control.change({ contactViews: 1 })
    expect((await call('GET', closed.actions.get_with_contact.url)).json).toMatchObject({ first_name: 'Антон' })
    expect((await call('GET', `/resumes/${resumeId}`)).json).toMatchObject({ contact_view_status: 'FULL' })
  })

  it('[facts 11.7] name what the applicant hid, though they responded', async () => {
    const { resumeId } = await respond()
    await sandbox.control.setResume(resumeId, { areNamesHidden: true, arePhonesHidden: true })
    expect((await call('GET', `/resumes/${resumeId}`)).json).toMatchObject({
      first_name: null,
      photo: null,
      hidden_fields: [{ id: 'names_and_photo' }, { id: 'phones' }],
      contact: [{ kind: 'email' }],
    })
  })

  it('[facts 11.7] answer 429 past the day’s views, and again the next day', async () => {
    const { resumeId } = await respond()
    await sandbox.control.change({ viewsPerDay: 1 })
    expect((await call('GET', `/resumes/${resumeId}`)).status).toBe(200)
    expect(await call('GET', `/resumes/${resumeId}`)).toMatchObject({
      status: 429,
      json: { errors: [{ type: 'resumes', value: 'view_limit_exceeded' }] },
    })
    await sandbox.control.advanceClock(86_400_000)
    expect((await call('GET', `/resumes/${resumeId}`)).status).toBe(200)
  })

  it('mark the response as viewed when they are opened from it', async () => {
    const { resumeId, topicId } = await respond()
    await call('GET', `/resumes/${resumeId}`)
    expect(await sandbox.control.topics()).toMatchObject([{ isOpened: false }])
    await call('GET', `/resumes/${resumeId}?topic_id=${topicId}`)
    expect(await sandbox.control.topics()).toMatchObject([{ isOpened: true }])
  })

  it('are given as files, to whoever has a token', async () => {
    const { resumeId } = await respond()
    const { download } = (await call('GET', `/resumes/${resumeId}`)).json as {
      download: Record<'pdf' | 'rtf', { url: string }>
    }
    const pdf = await call('GET', download.pdf.url)
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(String(pdf.json)).toMatch(/^%PDF-1\.4[\s\S]+%%EOF\n$/)
    const startOfTable = Number(/startxref\n(\d+)/.exec(String(pdf.json))?.[1])
    expect(String(pdf.json).slice(startOfTable, startOfTable + 4)).toBe('xref')
    expect(String((await call('GET', download.rtf.url)).json)).toMatch(/^\{\\rtf1/)
    expect((await call('GET', download.pdf.url, undefined, { authorization: '' })).status).toBe(403)
  })
})
