// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { SipAccountId } from '#shared/domain/ids'
import type { SipTestStep } from '#shared/domain/sip-account'

import { aLine } from '../../../testing/a-call'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { emptyForm, formOf } from '../model/sip-form'
import { LineEditor } from './LineEditor'

afterEach(cleanup)

const main = new FakeMain().answer('policy:get-state', () => ({ places: [], managed: [], problems: [] })).install()
const ID = '01890000-0000-7000-8000-000000000001' as SipAccountId
const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':')

async function showEditor(initial = emptyForm(ID), isNew = true) {
  main.asked.length = 0
  const onDone = vi.fn()
  await show(<LineEditor initial={initial} isNew={isNew} onDone={onDone} />)
  return onDone
}
const field = (name: string | RegExp) => screen.getByLabelText<HTMLInputElement>(name, { selector: 'input' })
const type = (name: string | RegExp, value: string) => {
  fireEvent.change(field(name), { target: { value } })
}
const press = async (name: string) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })
}
const fill = () => {
  type(/^Имя пользователя/, '101')
  type(/^Домен/, 'sip.example.ru')
  type(/^Пароль/, 'secret')
}

describe('the form of a line', () => {
  it('says in place what is missing and keeps the rest', async () => {
    const onDone = await showEditor()
    type('Название', 'Отдел подбора')
    await press('Сохранить')
    expect(screen.getAllByText('Заполните это поле')).toHaveLength(2)
    expect(screen.getByText('Введите пароль: без него сервер не пустит')).toBeTruthy()
    expect([field('Название').value, onDone.mock.calls, main.askedOf('sip:save-account')]).toEqual([
      'Отдел подбора',
      [],
      [],
    ])
  })

  it('keeps everything that was typed when saving fails', async () => {
    const onDone = await showEditor()
    fill()
    await press('Сохранить')
    expect(screen.getByRole('alert').textContent).toContain('E-1')
    expect([field(/^Имя пользователя/).value, field(/^Пароль/).value, onDone.mock.calls]).toEqual(['101', 'secret', []])
  })

  it('saves and is done', async () => {
    main.answer('sip:save-account', () => ({ ok: true, value: aLine({ kind: 'off' }).account }))
    const onDone = await showEditor()
    fill()
    await press('Сохранить')
    expect(onDone).toHaveBeenCalledOnce()
    expect(main.askedOf('sip:save-account')).toMatchObject([
      { id: ID, user: '101', host: 'sip.example.ru', password: 'secret' },
    ])
  })

  it('takes a whole address apart when it was typed', async () => {
    await showEditor()
    type(/^Имя пользователя/, '101@sip.example.ru')
    await act(async () => {
      fireEvent.blur(field(/^Имя пользователя/))
    })
    expect([field(/^Имя пользователя/).value, field(/^Домен/).value]).toEqual(['101', 'sip.example.ru'])
  })

  it('deletes only after a confirmation that names the consequence', async () => {
    main.answer('sip:remove-account', () => ({ ok: true, value: null }))
    const onDone = await showEditor(formOf(aLine({ kind: 'off' }).account), false)
    await press('Удалить линию')
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/пароль сотрётся/)).toBeTruthy()
    expect(main.asked).toEqual([])
    await act(async () => {
      fireEvent.click(dialog.getByText('Удалить линию'))
    })
    expect([main.askedOf('sip:remove-account').length, onDone.mock.calls.length]).toEqual([1, 1])
  })
})

describe('[K8] the authority of a company', () => {
  const choose = async (text: string) => {
    const input = document.querySelector<HTMLInputElement>('input[type="file"]')
    if (!input) throw new Error('no field for a file')
    await act(async () => {
      fireEvent.change(input, { target: { files: [new File([text], 'ca.pem')] } })
    })
  }

  it('is chosen as a file, judged at once and saved', async () => {
    const known = { subject: 'Компания, Корневой центр', validUntilMs: Date.UTC(2040, 5, 15, 12) }
    main.answer('sip:read-authority', () => ({ ok: true, value: known }))
    main.answer('sip:save-account', () => ({ ok: true, value: aLine({ kind: 'off' }).account }))
    await showEditor()
    fill()
    await choose('PEM')
    expect(await screen.findByText(/^Компания, Корневой центр, действует до 15 июня 2040/)).toBeTruthy()
    await press('Сохранить')
    expect(main.askedOf('sip:save-account')).toMatchObject([{ authorityPem: 'PEM' }])
  })

  it('that is none says what was expected, and the line keeps the one it had', async () => {
    main.answer('sip:read-authority', (asked) =>
      (asked as { pem: string }).pem === 'PEM'
        ? { ok: true, value: { subject: 'Центр', validUntilMs: Date.UTC(2040, 0, 1) } }
        : { ok: false, error: 'notAuthority' },
    )
    await showEditor({ ...emptyForm(ID), authorityPem: 'PEM' })
    await choose('of a server')
    expect(await screen.findByText(/Это сертификат сервера, а не удостоверяющего центра/)).toBeTruthy()
    fill()
    main.answer('sip:save-account', () => ({ ok: true, value: aLine({ kind: 'off' }).account }))
    await press('Сохранить')
    expect(main.askedOf('sip:save-account')).toMatchObject([{ authorityPem: 'PEM' }])
  })

  it('is no question of a line without encryption', async () => {
    await showEditor({ ...emptyForm(ID), transport: 'udp' })
    expect(screen.queryByText('Удостоверяющий центр компании')).toBeNull()
    expect(screen.getByText(/если домен не скажет, возьмёт 5060/)).toBeTruthy()
    expect(field('Порт').placeholder).toBe('5060')
  })
})

describe('the test of a line', () => {
  const steps: readonly SipTestStep[] = [
    { layer: 'dns', outcome: { kind: 'passed', ms: 3.4, detail: null } },
    { layer: 'connect', outcome: { kind: 'passed', ms: 12, detail: null } },
    {
      layer: 'tls',
      outcome: { kind: 'failed', reason: 'certificateRefused', detail: `SELF_SIGNED; SHA-256: ${FINGERPRINT}` },
    },
  ]
  const layers = () => screen.getAllByRole('listitem').map((item) => item.textContent)

  it('shows each layer, where it stopped, what happened and what to do', async () => {
    main.answer('sip:test-account', () => steps)
    await showEditor()
    fill()
    await press('Проверить')
    expect(layers()).toEqual([
      'Адрес сервера3\u00a0мс',
      'Соединение12\u00a0мс',
      expect.stringContaining('Шифрованиене пройденоСертификату сервера нельзя доверять.'),
      'WebSocketне проверено',
      'Ответ по SIPне проверено',
      'Вход на линиюне проверено',
      'Вид звукане проверено',
    ])
    expect(screen.getByText('Проверка остановилась на ступени «Шифрование».')).toBeTruthy()
  })

  it('tests again with the certificate that the person trusts', async () => {
    main.answer('sip:test-account', () => steps)
    await showEditor()
    fill()
    await press('Проверить')
    await press('Доверять этому сертификату')
    expect(main.askedOf('sip:test-account')).toMatchObject([
      { account: { pinnedFingerprint: null } },
      { account: { pinnedFingerprint: FINGERPRINT } },
    ])
    expect(screen.getByText(new RegExp(`Принят сертификат ${FINGERPRINT}`))).toBeTruthy()
  })

  it('follows the progress of its own test and of no other', async () => {
    let finish: (value: unknown) => void = () => undefined
    main.answer('sip:test-account', () => new Promise((resolve) => (finish = resolve)))
    await showEditor()
    fill()
    await press('Проверить')
    const [asked] = main.askedOf('sip:test-account') as { testId: string }[]
    act(() => {
      main.send('sip:test-progress', { testId: 'another', steps })
    })
    expect(layers()[0]).toBe('Адрес серверане проверено')
    act(() => {
      main.send('sip:test-progress', { testId: asked?.testId, steps: steps.slice(0, 1) })
    })
    expect(layers()[0]).toBe('Адрес сервера3\u00a0мс')
    await act(async () => {
      finish(steps.slice(0, 2))
    })
    expect(layers()[1]).toBe('Соединение12\u00a0мс')
  })

  it('does not start on wrong fields', async () => {
    await showEditor()
    await press('Проверить')
    expect(screen.getByText('Сначала исправьте отмеченные поля.')).toBeTruthy()
    expect(main.askedOf('sip:test-account')).toEqual([])
  })
})
