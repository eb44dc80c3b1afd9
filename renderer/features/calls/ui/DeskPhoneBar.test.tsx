// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { DeskPhoneView } from '#shared/contract/ipc/desk-phone'
import type { DeskPhoneModel } from '#shared/domain/desk-phone/models'

import { aDeskCall, aDeskPhone, NO_DESK_PHONE } from '../../../testing/a-desk-phone'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { dialOnDeskPhone, dismissDeskPhoneTrouble } from '../model/desk-phone'
import { DeskPhoneBar } from './DeskPhoneBar'

const main = new FakeMain()
  .install()
  .answer('calls:list', () => [])
  .answer('deskPhone:get', () => NO_DESK_PHONE)
  .answer('deskPhone:run', () => ({ ok: true, value: null }))
  .answer('deskPhone:pull', () => ({ ok: true, value: null }))
  .answer('deskPhone:forget', () => null)
  .answer('deskPhone:dial-by-line', () => ({ ok: true, value: null }))

const openSettings = vi.fn()
const ran = () => main.askedOf('deskPhone:run')
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const key = (code: string) => fireEvent.keyDown(window, { code, ctrlKey: true, shiftKey: true })

async function see(view: DeskPhoneView): Promise<void> {
  await act(async () => {
    main.send('deskPhone:changed', view)
  })
}

beforeEach(async () => {
  main.answer('deskPhone:run', () => ({ ok: true, value: null }))
  await show(<DeskPhoneBar onOpenSettings={openSettings} />)
})
afterEach(async () => {
  await act(async () => {
    dismissDeskPhoneTrouble()
    main.send('deskPhone:changed', NO_DESK_PHONE)
  })
  cleanup()
  main.asked.length = 0
})

describe('[D3] the calls of the desk phone on the screen', () => {
  it('nothing is there without a phone or without a call', async () => {
    await see(aDeskPhone('yealink-t31'))
    expect(screen.queryByRole('region')).toBeNull()
  })

  it('answers and rejects what rings', async () => {
    await see(aDeskPhone('yealink-t31', { calls: [aDeskCall('ringing')] }))
    press('Ответить')
    press('Отклонить')
    expect(ran()).toEqual([
      { kind: 'answer', key: 'id:10001' },
      { kind: 'reject', key: 'id:10001' },
    ])
  })

  it('mutes, holds, transfers, sends tones and ends a talk', async () => {
    await see(aDeskPhone('yealink-t31', { calls: [aDeskCall('talking')] }))
    press('Выключить микрофон')
    press('Удержать')
    press('Перевести звонок')
    fireEvent.change(await screen.findByLabelText('На какой номер'), { target: { value: '202' } })
    fireEvent.click(screen.getByRole('button', { name: 'Перевести', hidden: true }))
    fireEvent.click(screen.getByRole('button', { name: 'Завершить звонок', hidden: true }))
    expect(ran()).toEqual([
      { kind: 'mute', muted: true },
      { kind: 'hold', key: 'id:10001', held: true },
      { kind: 'transfer', key: 'id:10001', number: '202' },
      { kind: 'hangUp', key: 'id:10001' },
    ])
  })

  it('[L2] the keys of calls reach it while the computer has no call', async () => {
    await see(aDeskPhone('yealink-t31', { calls: [aDeskCall('ringing')] }))
    key('KeyA')
    await see(aDeskPhone('yealink-t31', { calls: [aDeskCall('talking')], isMuted: true }))
    key('KeyM')
    key('KeyD')
    key('KeyH')
    expect(ran()).toEqual([
      { kind: 'answer', key: 'id:10001' },
      { kind: 'mute', muted: false },
      { kind: 'hold', key: 'id:10001', held: true },
      { kind: 'hangUp', key: 'id:10001' },
    ])
  })

  it('[D5] takes the talk to the computer', async () => {
    await see(aDeskPhone('yealink-t31', { calls: [aDeskCall('talking')] }))
    press('Забрать на компьютер')
    expect(main.askedOf('deskPhone:pull')).toHaveLength(1)
  })
})

describe('[D4] what a model does not tell', () => {
  it.each<DeskPhoneModel>(['fanvil-x3s', 'grandstream-gxp1620'])(
    '[H3] %s: the microphone is a key that claims nothing, and says why',
    async (model) => {
      await see(aDeskPhone(model, { calls: [aDeskCall('talking')], isMuted: null }))
      const button = screen.getByRole('button', { name: 'Нажать на телефоне кнопку микрофона' })
      expect(button.getAttribute('aria-pressed')).toBeNull()
      expect(button.getAttribute('aria-description')).toContain('не сообщает')
      expect(screen.queryByText('Микрофон выключен')).toBeNull()
      key('KeyM')
      expect(ran()).toEqual([])
    },
  )

  it('a doubtful call says so and can be taken off the screen', async () => {
    await see(aDeskPhone('fanvil-x3s', { calls: [aDeskCall('talking', { isSure: false })], unconfirmed: 'over' }))
    expect(screen.getByText(/Телефон этого не подтвердил/)).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain('не сообщил, что звонок закончен')
    press('Звонок уже закончен')
    expect(main.askedOf('deskPhone:forget')).toEqual([{ key: 'id:10001' }])
  })
})

describe('[D2] a call that the phone did not begin', () => {
  it('says why and offers the line instead', async () => {
    main.answer('deskPhone:run', () => ({ ok: false, error: { reason: 'unreachable' } }))
    await see(aDeskPhone('yealink-t31'))
    await act(() => dialOnDeskPhone('+79172041833'))
    expect(screen.getByRole('alert').textContent).toContain('192.168.1.50')
    press('Настроить телефон')
    expect(openSettings).toHaveBeenCalled()
    await act(async () => {
      press('Позвонить через линию')
    })
    expect(main.askedOf('deskPhone:dial-by-line')).toEqual([{ number: '+79172041833' }])
  })

  it('[D7] names the address that the phone is to allow', async () => {
    main.answer('deskPhone:run', () => ({ ok: false, error: { reason: 'notAllowed' } }))
    await see(aDeskPhone('yealink-t31'))
    await act(() => dialOnDeskPhone('100'))
    expect(screen.getByRole('alert').textContent).toContain('192.168.1.10')
  })
})
