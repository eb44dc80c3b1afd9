import { notifications, notificationsStore } from '@mantine/notifications'
import { afterEach, describe, expect, it } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import { showSummary } from './summary-toast'

const t = ((key: string) => key) as unknown as Parameters<typeof showSummary>[1]

function summary(title: string, stays = false) {
  const chats = [{ chatId: 'chat' as ChatId, name: 'Анна', count: 2 }]
  return showSummary({ title, chats, calls: 0, stays }, t, () => undefined)
}

function shown() {
  return notificationsStore.getState().notifications.map(({ title, autoClose }) => ({ title, autoClose }))
}

afterEach(() => {
  notifications.clean()
})

describe('[N4] what came in many chats', () => {
  it('is renewed where it stands, and its time begins anew', async () => {
    await summary('4')
    const [first] = shown()
    await summary('5')
    const [second, other] = shown()
    expect(other).toBeUndefined()
    expect([first?.title, second?.title]).toEqual(['4', '5'])
    expect(second?.autoClose).not.toBe(first?.autoClose)
    await summary('6')
    expect(shown()).toEqual([{ title: '6', autoClose: first?.autoClose }])
  })

  it('leaves the one that stays until somebody has looked in its place', async () => {
    await summary('quiet', true)
    await summary('4')
    expect(shown()).toEqual([
      { title: 'quiet', autoClose: false },
      { title: '4', autoClose: 7_000 },
    ])
  })
})
