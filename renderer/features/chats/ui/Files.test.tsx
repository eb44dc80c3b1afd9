// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import type { ChatId, FileId, MessageId } from '#shared/domain/ids'
import type { FileContent, Message } from '#shared/domain/message'
import { ManualClock } from '#shared/lib/manual-clock'

import { demoChannel, demoId, demoMessage } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { createComposer } from '../model/composer.store'
import { show } from '../testing/show'
import { Composer } from './Composer'
import { FileView } from './content/FileView'

afterEach(cleanup)

const { capabilities } = demoChannel(0)
const channel = demoChannel(0, { capabilities: { ...capabilities, files: { maxBytes: 2 * 1024 * 1024, types: null } } })

async function composerShown() {
  const data = new FakeDeskData()
  const clock = new ManualClock()
  const composer = createComposer(demoId<ChatId>('chat', 3), {
    data,
    clock,
    measure: () => Promise.resolve({ width: 9, height: 9 }),
    fetchFile: () => Promise.resolve(null),
  })
  composer.setCapabilities(channel.capabilities)
  await show(
    <Composer
      composer={composer}
      channel={channel}
      focusRequest={0}
      facts={{}}
      silence={null}
      hint={null}
      onLeaveUp={vi.fn()}
      onUndo={vi.fn()}
      onSendHeld={vi.fn()}
    />,
    { data },
  )
  return { data, composer, box: screen.getByRole('textbox', { name: 'Сообщение' }) }
}

it('[M15] takes a pasted file of any kind, says what goes separately, and sends it under its name', async () => {
  const { data, composer, box } = await composerShown()
  expect(screen.getByRole('button', { name: /Добавить файл или изображение, до 2.МБ/ })).toBeTruthy()
  fireEvent.change(box, { target: { value: 'Вот резюме' } })
  const files = [
    new File(['%PDF-1.7'], 'Резюме.pdf', { type: 'application/pdf' }),
    new File(['x'], 'стол.png', { type: 'image/png' }),
  ]
  await act(async () => {
    fireEvent.paste(box, { clipboardData: { files } })
    await vi.waitFor(() => {
      expect(composer.store.getState().images).toHaveLength(2)
    })
  })
  expect(screen.getByText('Уйдут двумя сообщениями')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Убрать файл Резюме.pdf' })).toBeTruthy()
  await act(() => composer.send())
  expect(data.wishes.flatMap((wish) => (wish.kind === 'send' ? [wish.content.kind] : []))).toEqual([
    'file',
    'image',
    'text',
  ])
})

it('[M15] says why an empty or too large file is not taken, and sends nothing of it', async () => {
  const { composer, box } = await composerShown()
  const files = [
    new File([], 'пустой.txt', { type: 'text/plain' }),
    new File([new Uint8Array(3 * 1024 * 1024)], 'большой.zip', { type: 'application/zip' }),
  ]
  await act(async () => {
    fireEvent.paste(box, { clipboardData: { files } })
    await vi.waitFor(() => {
      expect(composer.store.getState().rejected).toHaveLength(2)
    })
  })
  const words = screen.getByRole('alert').textContent.replaceAll(/\s/g, ' ')
  expect(words).toContain('пустой.txt: файл пустой, отправлять нечего.')
  expect(words).toContain('большой.zip: 3 МБ — слишком много, можно до 2 МБ.')
  expect(composer.store.getState().images).toEqual([])
})

const content: FileContent = {
  kind: 'file',
  fileId: demoId<FileId>('file', 1),
  name: 'счёт\u202Egpj.exe',
  mimeType: 'application/octet-stream',
  bytes: 2048,
}

function fileMessage(state: 'local' | 'sent'): Message {
  return {
    ...demoMessage(3, 1, 0, { direction: 'out' }),
    id: demoId<MessageId>('message', 9),
    content,
    delivery: { state },
  }
}

it('[M15] is saved under a name that hides nothing', async () => {
  await show(<FileView message={fileMessage('sent')} file={content} />)
  expect(screen.getByText('счётgpj.exe')).toBeTruthy()
  const link = screen.getByTitle('Сохранить файл')
  expect([link.getAttribute('download'), link.getAttribute('href')]).toEqual([
    'счётgpj.exe',
    `app://otklik/files/${content.fileId}`,
  ])
})

it('[M15] shows how far it has got, and can be cancelled', async () => {
  const data = new FakeDeskData()
  const message = fileMessage('local')
  data.setUpload(message.id, 0.4)
  await show(<FileView message={message} file={content} />, { data })
  expect(screen.getByRole('progressbar', { name: 'Файл передаётся' }).getAttribute('aria-valuenow')).toBe('40')
  expect(screen.queryByTitle('Сохранить файл')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Не отправлять' }))
  expect(data.wishes).toEqual([{ kind: 'discard', messageId: message.id }])
})
