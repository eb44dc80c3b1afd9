// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Administration } from '#shared/contract/administration'
import type { RehearsalReply } from '#shared/contract/rehearsal'
import { DAY_MS, defaultChannelSettings, type ChannelSettings } from '#shared/domain/channel-settings'
import { DEFAULT_DISTRIBUTION } from '#shared/domain/distribution'
import type { BotId, ChatId, TeamId } from '#shared/domain/ids'
import { DEFAULT_WORKING_HOURS } from '#shared/domain/working-hours'
import { ok } from '#shared/lib/result'

import { demoAgent, demoChannel, demoId } from '../../../../data/demo-rows'
import { NOW_MS } from '../../../../testing/a-call'
import { show } from '../../../../testing/show'
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

async function panel(saved = SAVED, administration = ADMINISTRATION, onRehearse = vi.fn(NOTHING_HAPPENED)) {
  const onSave = vi.fn(async () => true)
  await show(
    <ChannelSettingsPanel
      channel={demoChannel(NOW_MS)}
      saved={saved}
      administration={administration}
      isBusy={false}
      onSave={onSave}
      onRehearse={onRehearse}
    >
      <p>аккаунт</p>
    </ChannelSettingsPanel>,
  )
  return onSave
}
const click = (element: HTMLElement) =>
  act(async () => {
    fireEvent.click(element)
  })
const openTab = (name: string) => click(screen.getByRole('tab', { name }))
const save = () => click(screen.getByRole('button', { name: 'Сохранить' }))

describe('settings of a channel', () => {
  it('[A17] saves only what was changed, and says when there is nothing to save', async () => {
    await panel()
    expect(screen.getByText('аккаунт')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Сохранить' }).hasAttribute('disabled')).toBe(true)
  })

  it('[Q15] counts 250 characters of the closing text and refuses the 251st', async () => {
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

  it('[A10] [A11] adds two auto-answers, and nothing without «Применить»', async () => {
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

  it('[A14] lets off hours be answered by the bot or by auto-answers, never by both', async () => {
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

  it('[A12] offers no bot where none is connected', async () => {
    await panel(SAVED, { ...ADMINISTRATION, bots: [] })
    await openTab('Нерабочее время')
    expect(screen.queryByRole('switch', { name: /чат-ботом/ })).toBeNull()
    expect(screen.getByText(/Отвечать за вас может что-то одно/)).toBeTruthy()
  })

  it('[Q13] refuses a time-out that is not greater than zero', async () => {
    const onSave = await panel()
    await openTab('Общие настройки')
    const amount = screen.getByLabelText(/Закрывать неактивный диалог через/)
    expect((amount as HTMLInputElement).value).toBe('4')
    fireEvent.change(amount, { target: { value: '0' } })
    expect(screen.getAllByText('Число должно быть больше нуля.').length).toBeGreaterThan(0)
    await save()
    expect(onSave).not.toHaveBeenCalled()
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
    const row = within(dialog.getAllByRole('row')[1] as HTMLElement)
    expect(row.getAllByRole('listitem').map((item) => item.lastElementChild?.textContent)).toEqual([
      'отвечает бот «Помощник»',
      'очередь группы «Все сотрудники»',
      'закрывается само, клиенту уходит сообщение при закрытии',
    ])
  })
})
