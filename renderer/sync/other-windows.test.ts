import { afterEach, describe, expect, it } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import type { OlderAnswer } from './history-loader'
import { OtherWindows, WorkerOfDesk } from './other-windows'
import type { FromWorker } from './worker-messages'

const NAME = 'other-windows-test'
const chat = 'chat' as ChatId
const opened: { close: () => void }[] = []

afterEach(() => {
  for (const { close } of opened.splice(0)) close()
})

function openDesk(loadOlder: () => Promise<OlderAnswer> = () => Promise.resolve('loaded' as OlderAnswer)) {
  const typed: ChatId[] = []
  const touched: string[] = []
  const desk = new OtherWindows(NAME, {
    sendTyping: (chatId) => typed.push(chatId),
    loadOlder,
    status: () => ({ kind: 'online' }),
    touched: () => touched.push('touched'),
  })
  opened.push({
    close: () => {
      desk.dispose()
    },
  })
  return { desk, typed, touched }
}

function openWindow(id: string) {
  const heard: FromWorker[] = []
  const worker = new WorkerOfDesk(NAME, id)
  worker.onmessage = ({ data }) => heard.push(data)
  opened.push({
    close: () => {
      worker.terminate()
    },
  })
  return { worker, heard }
}

describe('[M17] a small window works through the worker of the desk', () => {
  it('is told how the hub is, and what happens from then on', async () => {
    const { desk } = openDesk()
    const { worker, heard } = openWindow('a')
    worker.postMessage({ type: 'start', databaseName: NAME, key: null })
    await expect.poll(() => heard).toEqual([{ type: 'status', status: { kind: 'online' } }])
    desk.tell({ type: 'typing', chatId: chat, name: 'Анна' })
    await expect.poll(() => heard.at(-1)).toEqual({ type: 'typing', chatId: chat, name: 'Анна' })
  })

  it('says that somebody is there, not with every touch', async () => {
    const { touched, typed } = openDesk()
    const { worker } = openWindow('a')
    worker.touch()
    worker.touch()
    worker.postMessage({ type: 'typing', chatId: chat })
    await expect.poll(() => typed).toEqual([chat])
    expect(touched).toEqual(['touched'])
  })

  it('types and looks for older messages; each window gets its own answer', async () => {
    const { typed } = openDesk()
    const [a, b] = [openWindow('a'), openWindow('b')]
    a.worker.postMessage({ type: 'typing', chatId: chat })
    a.worker.postMessage({ type: 'loadOlder', requestId: 7, chatId: chat })
    await expect.poll(() => a.heard).toEqual([{ type: 'olderAnswered', requestId: 7, answer: 'loaded' }])
    expect(typed).toEqual([chat])
    expect(b.heard).toEqual([])
  })

  it('does not wait for ever for a desk that was opened anew', async () => {
    const { desk } = openDesk(() => new Promise(() => undefined))
    const { worker, heard } = openWindow('a')
    worker.postMessage({ type: 'loadOlder', requestId: 1, chatId: chat })
    desk.dispose()
    openDesk()
    await expect.poll(() => heard).toContainEqual({ type: 'olderAnswered', requestId: 1, answer: 'offline' })
    await expect.poll(() => heard).toContainEqual({ type: 'status', status: { kind: 'online' } })
  })

  it('says which chat is looked at there, until the person is back at the desk', async () => {
    const { desk } = openDesk()
    openWindow('a').worker.setFront(chat)
    await expect.poll(() => desk.hasInFront(chat)).toBe(true)
    desk.clearFront()
    expect(desk.hasInFront(chat)).toBe(false)
  })

  it('[N4] tells of each chat that is opened there, as long as somebody listens', async () => {
    const { desk } = openDesk()
    const opened: ChatId[] = []
    const listening = desk.onFront((chatId) => opened.push(chatId))
    const { worker } = openWindow('a')
    worker.setFront(chat)
    worker.setFront(null)
    await expect.poll(() => opened).toEqual([chat])
    listening.dispose()
    worker.setFront('other' as ChatId)
    await expect.poll(() => desk.hasInFront('other' as ChatId)).toBe(true)
    expect(opened).toEqual([chat])
  })
})
