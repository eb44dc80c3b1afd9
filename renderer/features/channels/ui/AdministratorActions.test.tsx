// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { act, type ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Administration } from '#shared/contract/administration'
import { defaultChannelSettings } from '#shared/domain/channel-settings'
import { DEFAULT_RECORDING } from '#shared/domain/recording'
import { DEFAULT_DISTRIBUTION } from '#shared/domain/distribution'
import type { TeamId } from '#shared/domain/ids'
import { DEFAULT_WORKING_HOURS } from '#shared/domain/working-hours'

import { demoAgent, demoChannel, demoId } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import type { Language } from '../../../i18n/i18n'
import { NOW_MS } from '../../../testing/a-call'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { DistributionForm } from '../../admin'
import { ChannelDetails } from './ChannelDetails'
import { ChannelsSection } from './ChannelsSection'
import { WorkingTab } from './settings/WorkingTab'

afterEach(cleanup)

const TEAM = demoId<TeamId>('team', 1)
const ADMINISTRATION: Administration = {
  agents: [demoAgent(1, 'Мария Орлова')],
  teams: [{ id: TEAM, name: 'Подбор' }],
  topics: [],
  groups: [],
  bots: [],
  hours: DEFAULT_WORKING_HOURS,
  distribution: DEFAULT_DISTRIBUTION,
  recording: DEFAULT_RECORDING,
  channels: [],
}
const nothing = () => undefined

const press = (element: HTMLElement) =>
  act(async () => {
    fireEvent.click(element)
    await Promise.resolve()
  })

/** Is this said in the row of settings in which the control stands? */
function isSaidBeside(control: HTMLElement, said: string | RegExp): boolean {
  const row = screen.getByText(said).parentElement?.parentElement
  return row?.contains(control) === true && row.querySelectorAll('input[role="switch"], button').length <= 1
}

const WORDS = {
  ru: {
    connect: 'Подключить: ',
    connected: 'Новые обращения из этого канала будут создаваться у сотрудников сами.',
    kinds: ['Avito', 'Авито Работа', 'hh.ru'],
    receiver: 'Кто будет принимать обращение',
    team: 'Новые обращения этого канала попадут в очередь этой группы.',
    automatic: 'Автоматическое распределение',
    on: 'Обращение сразу попадает к назначенному сотруднику.',
    off: 'Обращение ждёт в очереди, пока сотрудник сам его не возьмёт.',
    disconnect: 'Отключить канал',
    gone: /^Новые сообщения и отклики перестанут приходить/,
  },
  en: {
    connect: 'Connect: ',
    connected: 'New cases from this channel will appear for agents by themselves.',
    kinds: ['Avito', 'Avito Jobs', 'hh.ru'],
    receiver: 'Who receives cases',
    team: 'New cases of this channel go to the queue of this team.',
    automatic: 'Automatic distribution',
    on: 'A case goes straight to an agent.',
    off: 'A case waits in the queue until an agent takes it.',
    disconnect: 'Disconnect channel',
    gone: /^New messages and responses stop coming/,
  },
} as const

describe.each(['ru', 'en'] as const)(
  'what comes of an administrator’s action stands beside it (%s)',
  (language: Language) => {
    const words = WORDS[language]
    const put = (part: ReactNode, data = new FakeDeskData()) => show(part, { language, data })

    it('[AV-01] [AV-42] [AV-65] [A1] [A18] connecting: groups, a group, the tile of a channel, «Подключить»; cases will be made by themselves', async () => {
      new FakeMain().answer('hub:get-connection', () => ({ kind: 'starting' })).install()
      const data = new FakeDeskData()
      data.setRows({ channels: [] })
      await put(<ChannelsSection />, data)
      const group = within(await screen.findByRole('region', { name: 'Основная группа' }))
      const tiles = group.getAllByRole('listitem').map((tile) => tile.querySelector('b')?.textContent)
      expect(tiles).toEqual(expect.arrayContaining([...words.kinds]))
      const [first] = words.kinds.map((kind) => group.getByRole('button', { name: `${words.connect}${kind}` }))
      if (!first) throw new Error('Something to connect was expected')
      await press(first)
      expect(screen.getByText(words.connected)).toBeTruthy()
    })

    it('[AV-66] [A18] a team: its queue', async () => {
      await put(
        <WorkingTab
          channel={demoChannel(NOW_MS)}
          settings={defaultChannelSettings(TEAM)}
          administration={ADMINISTRATION}
          onChange={nothing}
          onSave={async () => true}
          problem={() => null}
        />,
      )
      expect(isSaidBeside(screen.getByRole('combobox', { name: words.receiver }), words.team)).toBe(true)
    })

    it('[AV-18] [AV-67] [A18] automatic distribution: straight to the agent, or waiting in the queue', async () => {
      const onSave = vi.fn(async () => true)
      await put(<DistributionForm distribution={DEFAULT_DISTRIBUTION} isBusy={false} onSave={onSave} />)
      const automatic = screen.getByRole('switch', { name: words.automatic })
      expect(isSaidBeside(automatic, words.off)).toBe(true)
      await press(automatic)
      expect(isSaidBeside(automatic, words.on)).toBe(true)
      const form = automatic.closest('form')
      if (!form) throw new Error('A form was expected')
      await act(async () => {
        fireEvent.submit(form)
        await Promise.resolve()
      })
      expect(onSave).toHaveBeenCalledWith({ ...DEFAULT_DISTRIBUTION, isAutomatic: true })
    })

    it('[AV-68] [A18] disconnecting: nothing arrives any more', async () => {
      await put(
        <ChannelDetails
          channel={demoChannel(NOW_MS)}
          consent={null}
          isNew={false}
          failure={null}
          onAuthorise={nothing}
          onOpenAgain={nothing}
          onOpenProfile={nothing}
          onKeys={() => Promise.resolve(null)}
          onDisconnect={nothing}
        />,
      )
      expect(isSaidBeside(screen.getByRole('button', { name: words.disconnect }), words.gone)).toBe(true)
    })
  },
)
