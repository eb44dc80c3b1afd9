// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Administration } from '#shared/contract/administration'
import type { RehearsalReply } from '#shared/contract/rehearsal'
import type { ChannelKind } from '#shared/domain/channel'
import { DAY_MS, defaultChannelSettings, type ChannelSettings } from '#shared/domain/channel-settings'
import { DEFAULT_RECORDING } from '#shared/domain/recording'
import { DEFAULT_DISTRIBUTION } from '#shared/domain/distribution'
import type { BotId, ChatId, TeamId } from '#shared/domain/ids'
import { DEFAULT_WORKING_HOURS } from '#shared/domain/working-hours'
import { ok } from '#shared/lib/result'

import { demoAgent, demoChannel, demoId } from '../../../../data/demo-rows'
import { NOW_MS } from '../../../../testing/a-call'
import { show } from '../../../../testing/show'
import { LeaveGuard } from '../../../../ui/unsaved/leave-guard'
import { ChannelSettingsPanel, type ChannelSettingsPanelProps } from './ChannelSettingsPanel'

const TEAM = demoId<TeamId>('team', 1)
const SAVED: ChannelSettings = defaultChannelSettings(TEAM)
const ADMINISTRATION: Administration = {
  agents: [demoAgent(1, 'Мария Орлова')],
  teams: [{ id: TEAM, name: 'Все сотрудники' }],
  topics: [],
  groups: [],
  bots: [{ kind: 'menu', id: 'bot-1' as BotId, name: 'Помощник', menu: { startId: 'a', screens: [] } }],
  hours: { ...DEFAULT_WORKING_HOURS, week: DEFAULT_WORKING_HOURS.week.with(6, []) },
  distribution: DEFAULT_DISTRIBUTION,
  recording: DEFAULT_RECORDING,
  channels: [],
}

const REHEARSED: RehearsalReply = {
  sinceMs: NOW_MS - 30 * DAY_MS,
  untilMs: NOW_MS,
  events: 2,
  problems: [{ code: 'offHoursNeverReached', severity: 'warning' }],
  totals: { cases: 1, notPassedOn: 0, withBot: 1, autoAnswers: 0, closedByTimeout: 1, closingTexts: 1, queued: 0 },
  cases: [
    {
      chatId: demoId<ChatId>('chat', 1),
      openedAtMs: NOW_MS - 1000,
      steps: [
        { atMs: NOW_MS - 1000, kind: 'withBot', botId: 'bot-1' as BotId },
        { atMs: NOW_MS - 500, kind: 'queued', teamId: TEAM, why: 'new' },
        { atMs: NOW_MS, kind: 'closed', by: { kind: 'timeout' }, isTextSent: true },
      ],
    },
  ],
}
const NOTHING_HAPPENED: ChannelSettingsPanelProps['onRehearse'] = () =>
  Promise.resolve(ok({ ...REHEARSED, events: 0, problems: [], cases: [] }))

afterEach(cleanup)

const onSaveHours = vi.fn<ChannelSettingsPanelProps['onSaveHours']>(async () => true)
let kind: ChannelKind = 'avito'
let browserCalls = false
let guard = new LeaveGuard()

async function panel(saved = SAVED, administration = ADMINISTRATION, onRehearse = vi.fn(NOTHING_HAPPENED)) {
  const onSave = vi.fn(async () => true)
  onSaveHours.mockClear()
  guard = new LeaveGuard()
  const { capabilities } = demoChannel(NOW_MS)
  const channel = demoChannel(NOW_MS, {
    kind,
    capabilities: { ...capabilities, browserCalls, wordlessResponses: kind === 'avitoJobs' },
  })
  await show(
    <ChannelSettingsPanel
      channel={channel}
      saved={saved}
      administration={administration}
      isBusy={false}
      onSave={onSave}
      onSaveHours={onSaveHours}
      onRehearse={onRehearse}
    >
      <p>аккаунт</p>
    </ChannelSettingsPanel>,
    { guard },
  )
  return onSave
}
const click = (element: HTMLElement) =>
  act(async () => {
    fireEvent.click(element)
  })
const openTab = (name: string) => click(screen.getByRole('tab', { name }))
const save = () => click(screen.getByRole('button', { name: 'Сохранить' }))

describe.each(['avito', 'avitoJobs'] as const)('settings of a channel (%s)', (tried) => {
  beforeEach(() => {
    kind = tried
    browserCalls = false
  })

  it('[AV-12] [AV-35] [A17] stand on their tabs; «Сохранить» saves only what was changed', async () => {
    await panel()
    expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual([
      'Авторизация',
      'Рабочее время',
      'Нерабочее время',
      'Звонки',
      'Общие настройки',
    ])
    expect(screen.getByText('аккаунт')).toBeTruthy()
    await openTab('Рабочее время')
    expect(screen.getByRole('button', { name: 'Сохранить' }).hasAttribute('disabled')).toBe(true)
  })

  it('[A17] [A22] «Сохранить» and «Репетиция» stand by the account only while something is not saved', async () => {
    await panel()
    const buttons = () => ['Сохранить', 'Репетиция'].map((name) => screen.queryByRole('button', { name }) !== null)
    expect(buttons()).toEqual([false, false])
    await openTab('Общие настройки')
    expect(buttons()).toEqual([true, true])
    fireEvent.change(screen.getByLabelText(/Закрывать неактивный диалог через/), { target: { value: '2' } })
    await openTab('Авторизация')
    expect(buttons()).toEqual([true, true])
  })

  it('[AV-23] [AV-24] [AV-25] [Q15] counts 250 characters of the closing text and refuses the 251st', async () => {
    const onSave = await panel()
    await openTab('Рабочее время')
    await click(screen.getByRole('switch', { name: /Показывать сообщение при закрытии/ }))
    const text = screen.getByLabelText('Текст сообщения')
    fireEvent.change(text, { target: { value: '👋'.repeat(251) } })
    expect(screen.getByText('251 из 250')).toBeTruthy()
    await save()
    expect(onSave).not.toHaveBeenCalled()
    fireEvent.change(text, { target: { value: '👋'.repeat(250) } })
    await save()
    expect(onSave).toHaveBeenCalledWith({ ...SAVED, closing: { isShown: true, text: '👋'.repeat(250) } })
  })

  it('[AV-19] [AV-21] [AV-22] [AV-52] [AV-53] [A10] [A11] [A19] adds two auto-answers, and nothing without «Применить»', async () => {
    const onSave = await panel()
    await openTab('Рабочее время')
    await click(screen.getByRole('button', { name: 'Настроить: Автоматические ответы' }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.change(dialog.getByLabelText('Автоответ 1'), { target: { value: 'Здравствуйте!' } })
    await click(dialog.getByRole('button', { name: 'Добавить автоматический ответ' }))
    fireEvent.change(dialog.getByLabelText('Автоответ 2'), { target: { value: 'Мы помним о вас' } })
    await click(dialog.getByRole('button', { name: 'Применить' }))
    expect(onSave).not.toHaveBeenCalled()
    await save()
    const [wished] = onSave.mock.calls[0] as unknown as [ChannelSettings]
    expect(wished.autoAnswers.map(({ text, delayMs }) => [text, delayMs])).toEqual([
      ['Здравствуйте!', 60_000],
      ['Мы помним о вас', 120_000],
    ])
  })

  it('[A17] quitting over the open window of auto-answers saves them, not only the window', async () => {
    const onSave = await panel()
    await openTab('Рабочее время')
    await click(screen.getByRole('button', { name: 'Настроить: Автоматические ответы' }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.change(dialog.getByLabelText('Автоответ 1'), { target: { value: 'Здравствуйте!' } })
    const quit = vi.fn()
    act(() => {
      guard.leave(quit)
    })
    await act(() => guard.save())
    const saved = onSave.mock.calls as unknown as [ChannelSettings][]
    expect(saved.map(([{ autoAnswers }]) => autoAnswers.map(({ text }) => text))).toEqual([['Здравствуйте!']])
    expect(quit).toHaveBeenCalledOnce()
  })

  it('[A17] closing the window of the schedule asks about what is typed in it', async () => {
    await panel()
    await openTab('Рабочее время')
    await click(screen.getByRole('button', { name: 'Настроить: Расписание работы' }))
    const hours = within(await screen.findByRole('dialog'))
    const [monday] = hours.getAllByPlaceholderText('выходной')
    fireEvent.change(monday!, { target: { value: '10–12' } })
    await click(hours.getByRole('button', { name: 'Закрыть' }))
    expect(guard.store.getState().question).toEqual({ canSave: true, isSaving: false })
    await act(() => guard.save())
    expect(onSaveHours).toHaveBeenCalledOnce()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('[AV-32] [AV-54] [A14] [A19] lets off hours be answered by the bot or by auto-answers, never by both', async () => {
    await panel()
    await openTab('Нерабочее время')
    const bot = screen.getByRole('switch', { name: /чат-ботом/ })
    const answers = screen.getByRole('switch', { name: /Автоответы в нерабочее время/ })
    await click(bot)
    expect([bot, answers].map((each) => each.hasAttribute('disabled'))).toEqual([false, true])
    expect(screen.getByText(/Сейчас отвечает чат-бот/)).toBeTruthy()
    await click(bot)
    await click(answers)
    expect([bot, answers].map((each) => each.hasAttribute('disabled'))).toEqual([true, false])
  })

  it('[AV-29] [AV-31] [AV-54] [AV-56] [A12] [A15] [A19] offers no bot where none is connected, and tells the rules of off hours', async () => {
    await panel(SAVED, { ...ADMINISTRATION, bots: [] })
    await openTab('Нерабочее время')
    expect(screen.queryByRole('switch', { name: /чат-ботом/ })).toBeNull()
    expect(screen.getByText(/Отвечать за вас может что-то одно/)).toBeTruthy()
  })

  it('[AV-34] [AV-58] [Q13] [A19] refuses a time-out that is not greater than zero', async () => {
    const onSave = await panel()
    await openTab('Общие настройки')
    const amount = screen.getByLabelText(/Закрывать неактивный диалог через/)
    expect((amount as HTMLInputElement).value).toBe('4')
    fireEvent.change(amount, { target: { value: '0' } })
    expect(screen.getAllByText('Число должно быть больше нуля.').length).toBeGreaterThan(0)
    await save()
    expect(onSave).not.toHaveBeenCalled()
  })

  it('[AV-33] [AV-57] [Q13] [A19] closes after hours as well as days', async () => {
    const onSave = await panel()
    await openTab('Общие настройки')
    fireEvent.change(screen.getByLabelText(/Закрывать неактивный диалог через/), { target: { value: '12' } })
    await click(screen.getByRole('combobox', { name: 'Часы или дни' }))
    await click(screen.getByRole('option', { name: 'часов', hidden: true }))
    await save()
    expect(onSave).toHaveBeenCalledWith({ ...SAVED, autoClose: { amount: 12, unit: 'hours' } })
  })

  it('[AV-30] [AV-55] [A13] [A19] sets auto-answers of off hours like those of working hours', async () => {
    const onSave = await panel()
    await openTab('Нерабочее время')
    await click(screen.getByRole('switch', { name: /Автоответы в нерабочее время/ }))
    await click(screen.getByRole('button', { name: 'Настроить: Тексты автоответов' }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.change(dialog.getByLabelText('Автоответ 1'), { target: { value: 'Ответим утром' } })
    await click(dialog.getByRole('button', { name: 'Применить' }))
    await save()
    expect(onSave).toHaveBeenCalledWith({
      ...SAVED,
      offHours: {
        kind: 'autoAnswers',
        answers: [{ id: expect.any(String) as string, text: 'Ответим утром', delayMs: 60_000 }],
      },
    })
  })

  it('[AV-13] [AV-14] [AV-48] [Q5] [A19] offers teams and agents as receivers, bots only where one is connected', async () => {
    const offered = async () => {
      await openTab('Рабочее время')
      await click(screen.getByRole('combobox', { name: 'Кто будет принимать обращение' }))
      return screen.getAllByRole('option', { hidden: true }).map(({ textContent }) => textContent)
    }
    await panel()
    expect(await offered()).toEqual(['Все сотрудники', 'Мария Орлова', 'Помощник'])
    cleanup()
    await panel(SAVED, { ...ADMINISTRATION, bots: [] })
    expect(await offered()).toEqual(['Все сотрудники', 'Мария Орлова'])
  })

  it('[AV-15] [AV-49] [Q6] [A19] asks who stands behind a bot, and begins with who received so far', async () => {
    const onSave = await panel()
    await openTab('Рабочее время')
    await click(screen.getByRole('combobox', { name: 'Кто будет принимать обращение' }))
    await click(screen.getByRole('option', { name: 'Помощник', hidden: true }))
    const fallback = screen.getByRole<HTMLInputElement>('combobox', { name: 'Резервный сотрудник или группа' })
    expect(fallback.value).toBe('Все сотрудники')
    await save()
    const receiver = { kind: 'bot', botId: 'bot-1', fallback: { kind: 'team', teamId: TEAM } }
    expect(onSave).toHaveBeenCalledWith({ ...SAVED, receiver })
  })

  it('[AV-17] [AV-50] [Q8] [A19] refers to the one place in which distribution is set, and says what is set there', async () => {
    await panel(SAVED, { ...ADMINISTRATION, distribution: { ...DEFAULT_DISTRIBUTION, isAutomatic: true } })
    await openTab('Рабочее время')
    expect(screen.getByText(/^Задаётся один раз для всех каналов/)).toBeTruthy()
    expect(screen.getByText('Автоматически: обращение сразу попадает к сотруднику.')).toBeTruthy()
  })

  it('[AV-05] [AV-06] [AV-07] [A8] [A9] opens the schedule of all channels in a window; saving it leaves the page as it is', async () => {
    const onSave = await panel()
    await openTab('Рабочее время')
    await click(screen.getByRole('button', { name: 'Настроить: Расписание работы' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText('Это расписание действует для всех каналов.')).toBeTruthy()
    fireEvent.change(dialog.getByRole('textbox', { name: 'понедельник' }), { target: { value: '9–13, 14–18' } })
    fireEvent.change(dialog.getByRole('textbox', { name: 'суббота' }), { target: { value: '' } })
    await click(dialog.getByRole('button', { name: 'Сохранить' }))
    expect(onSave).not.toHaveBeenCalled()
    const [hours] = onSaveHours.mock.calls[0] ?? []
    expect([hours?.week[0], hours?.week[5]]).toEqual([
      [
        { fromMin: 540, toMin: 780 },
        { fromMin: 840, toMin: 1080 },
      ],
      [],
    ])
  })

  it('[AV-51] [Q10] has the switch for responses without a message only where there are responses', async () => {
    const onSave = await panel()
    await openTab('Рабочее время')
    const only = screen.queryByRole('switch', { name: /Только отклики с сообщениями/ })
    expect(only !== null).toBe(kind === 'avitoJobs')
    if (!only) return
    await click(only)
    await save()
    expect(onSave).toHaveBeenCalledWith({ ...SAVED, isOnlyWithMessages: true })
  })

  it('[RC-22] [RC-23] [K5] keeps the number that clients see whole, and shows a call as they will see it', async () => {
    const onSave = await panel()
    await openTab('Звонки')
    const number = screen.getByLabelText(/^Номер, который видит клиент/)
    expect(screen.getByText(/она должна разрешать его этой линии/)).toBeTruthy()
    fireEvent.change(number, { target: { value: '8 (495) 123-45-67' } })
    fireEvent.change(screen.getByLabelText(/^Подпись звонка/), {
      target: { value: 'Звонят по вакансии «{вакансия}»' },
    })
    expect(await screen.findAllByText('+74951234567')).toHaveLength(2)
    const shown = screen.getAllByRole('definition').map(({ textContent }) => textContent)
    expect(shown).toEqual(['Звонят по вакансии «Продавец-консультант»+74951234567', 'Звонят по вакансии+74951234567'])
    await save()
    const calls = { ...SAVED.calls, callerNumber: '+74951234567', note: 'Звонят по вакансии «{вакансия}»' }
    expect(onSave).toHaveBeenCalledWith({ ...SAVED, calls })
  })

  it('[K5] names what is wrong with the number and the note, and does not save them', async () => {
    const onSave = await panel()
    await openTab('Звонки')
    const number = screen.getByLabelText(/^Номер, который видит клиент/)
    fireEvent.change(number, { target: { value: '12' } })
    fireEvent.blur(number)
    expect(screen.getAllByText(/записывается целиком/).length).toBeGreaterThan(0)
    fireEvent.change(screen.getByLabelText(/^Подпись звонка/), { target: { value: 'я'.repeat(61) } })
    expect(screen.getByText('61 из 60')).toBeTruthy()
    await save()
    expect(onSave).not.toHaveBeenCalled()
  })

  it('[K7] tells of a missed call by a text where it goes to a platform', async () => {
    const onSave = await panel()
    await openTab('Звонки')
    const text = screen.getByLabelText<HTMLTextAreaElement>('Текст о пропущенном звонке')
    expect(text.disabled).toBe(true)
    await click(screen.getByRole('switch', { name: /Сообщать клиенту о пропущенном звонке/ }))
    fireEvent.change(text, { target: { value: ' ' } })
    await save()
    expect(onSave).not.toHaveBeenCalled()
    fireEvent.change(text, { target: { value: '{имя}, мы вам звонили.' } })
    await save()
    const calls = { ...SAVED.calls, missed: { isTold: true, text: '{имя}, мы вам звонили.' } }
    expect(onSave).toHaveBeenCalledWith({ ...SAVED, calls })
  })

  it('[K7] needs no text where clients have a page of ours', async () => {
    browserCalls = true
    await panel()
    await openTab('Звонки')
    expect(screen.queryByLabelText('Текст о пропущенном звонке')).toBeNull()
    expect(screen.getByText(/в его чате появится отметка о звонке/)).toBeTruthy()
  })

  it('[A22] rehearses what is not saved and tells who would have got what', async () => {
    const rehearse = vi.fn<ChannelSettingsPanelProps['onRehearse']>(() => Promise.resolve(ok(REHEARSED)))
    const onSave = await panel(SAVED, ADMINISTRATION, rehearse)
    await openTab('Общие настройки')
    fireEvent.change(screen.getByLabelText(/Закрывать неактивный диалог через/), { target: { value: '2' } })
    await click(screen.getByRole('button', { name: 'Репетиция' }))
    expect(rehearse).toHaveBeenCalledWith({ ...SAVED, autoClose: { amount: 2, unit: 'days' } })
    expect(onSave).not.toHaveBeenCalled()
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/круглосуточно/)).toBeTruthy()
    expect(
      dialog.getAllByRole('term').map((term) => `${term.nextSibling?.textContent ?? ''} ${term.textContent}`),
    ).toEqual([
      '1 Обращение',
      '1 Начал бот',
      '0 Автоответов',
      '0 Остались в очереди',
      '1 Закрылось само',
      '1 Сообщение при закрытии',
      '0 Откликов без сообщения',
    ])
    const row = within(dialog.getAllByRole('row')[1] as HTMLElement)
    expect(row.getAllByRole('listitem').map((item) => item.lastElementChild?.textContent)).toEqual([
      'отвечает бот «Помощник»',
      'очередь группы «Все сотрудники»',
      'закрывается само, клиенту уходит сообщение при закрытии',
    ])
  })
})
