// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { ChannelHealth } from '#shared/domain/channel'
import { ManualClock } from '#shared/lib/manual-clock'

import { demoChannel } from '../../../data/demo-rows'
import { NOW_MS } from '../../../testing/a-call'
import { show } from '../../../testing/show'
import { ChannelDetails, type ChannelDetailsProps } from './ChannelDetails'

afterEach(cleanup)

async function showDetails(
  change: Partial<ChannelDetailsProps> = {},
  health: ChannelHealth = { kind: 'receiving', lastEventAtMs: null },
) {
  const actions = {
    onKeys: vi.fn(),
    onAuthorise: vi.fn(),
    onOpenAgain: vi.fn(),
    onOpenProfile: vi.fn(),
    onDisconnect: vi.fn(),
  }
  await show(
    <ChannelDetails
      channel={demoChannel(NOW_MS, { health })}
      consent={null}
      isNew={false}
      failure={null}
      {...actions}
      {...change}
    />,
    { clock: new ManualClock(NOW_MS) },
  )
  return actions
}

const HEALTH: readonly [ChannelHealth, RegExp, boolean][] = [
  [{ kind: 'connecting' }, /загружаем переписку/, false],
  [{ kind: 'receiving', lastEventAtMs: NOW_MS }, /принимает сообщения/, false],
  [{ kind: 'needsAuthorisation', reason: 'neverAuthorised' }, /ещё не получил вашего согласия/, true],
  [{ kind: 'needsAuthorisation', reason: 'expired' }, /обновить его не удалось/, true],
  [{ kind: 'needsAuthorisation', reason: 'revoked' }, /больше не принимает наш доступ/, true],
  [{ kind: 'needsAuthorisation', reason: 'wrongCredentials' }, /не принял Client ID/, false],
  [{ kind: 'refused', reason: 'tariff' }, /ответ 402/, false],
  [{ kind: 'refused', reason: 'forbidden' }, /ответ 403/, true],
  [{ kind: 'refused', reason: 'unpaid' }, /не оплачены/, false],
  [{ kind: 'refused', reason: 'captcha' }, /не робот/, false],
  [{ kind: 'limited', untilMs: NOW_MS + 90_000 }, /через 2 мин/, false],
  [{ kind: 'unreachable', retryAtMs: NOW_MS + 20_000, detail: 'ECONNREFUSED' }, /через 20 с/, false],
  [{ kind: 'unreachable', retryAtMs: NOW_MS, detail: 'PROXY_FAILED' }, /Прокси не пропускает к Avito/, false],
  [{ kind: 'unreachable', retryAtMs: NOW_MS, detail: 'PROXY_WANTS_LOGIN' }, /Прокси требует входа/, false],
  [{ kind: 'unreachable', retryAtMs: NOW_MS, detail: 'SELF_SIGNED_CERT_IN_CHAIN' }, /выдал неизвестный центр/, false],
]

describe('[A21] the channel’s health in words', () => {
  it.each(HEALTH)('%o says %s', async (health, words, canAuthorise) => {
    await showDetails({}, health)
    expect(screen.getByText(words)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Авторизоваться' }) !== null).toBe(canAuthorise)
  })
})

it('[A21] leads to the page where a person shows that they are one, and names the platform', async () => {
  const openUrl = 'https://hh.ru/account/captcha?state=1'
  const health = { kind: 'refused', reason: 'captcha', openUrl } as const
  const actions = await showDetails({ channel: demoChannel(NOW_MS, { kind: 'hh', health }) })
  expect(screen.getByText(/^hh\.ru просит подтвердить/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Открыть страницу hh.ru' }))
  expect(actions.onOpenAgain).toHaveBeenCalledWith(openUrl)
})

it('[A2] waits for the consent page and offers it again', async () => {
  const actions = await showDetails(
    { consent: { kind: 'opened', url: 'https://avito.ru/oauth' } },
    { kind: 'needsAuthorisation', reason: 'neverAuthorised' },
  )
  expect(screen.getByRole('alert').textContent).toContain('открыта в браузере')
  fireEvent.click(screen.getByRole('button', { name: 'Открыть страницу ещё раз' }))
  expect(actions.onOpenAgain).toHaveBeenCalledWith('https://avito.ru/oauth')
})

it('[AV-10] [AV-11] [AV-47] [A2] [A3] [A18] says that it worked and shows the account', async () => {
  const account = {
    externalId: '94235311',
    name: 'ООО «Сервис»',
    email: 'a@example.ru',
    phone: '+79172041833',
    profileUrl: null,
  }
  await showDetails({
    isNew: true,
    channel: demoChannel(NOW_MS, { account, health: { kind: 'receiving', lastEventAtMs: null } }),
  })
  expect(screen.getByRole('status').textContent).toBe('Готово: канал подключён. Новые обращения создаются сами.')
  for (const fact of ['ООО «Сервис»', '94235311', '+7 917 204-18-33', 'a@example.ru'])
    expect(screen.getByText(fact)).toBeTruthy()
})

it('[AV-36] [A6] disconnects only after a second confirmation that names what stops', async () => {
  const actions = await showDetails()
  fireEvent.click(screen.getByRole('button', { name: 'Отключить канал' }))
  const yes = await screen.findByText('Отключить')
  fireEvent.click(yes)
  expect(actions.onDisconnect).not.toHaveBeenCalled()
  expect(screen.getByText(/больше не придут/)).toBeTruthy()
  fireEvent.click(screen.getByLabelText('Понимаю: сообщения из этого канала перестанут приходить'))
  fireEvent.click(yes)
  expect(actions.onDisconnect).toHaveBeenCalledOnce()
})
