import { describe, expect, it } from 'vitest'

import type { ChatId, FileId, MessageId } from '#shared/domain/ids'
import type { TemplateFile } from '#shared/domain/text-template'
import { ManualClock } from '#shared/lib/manual-clock'

import type { Draft } from '../../../data/desk-data'
import { demoChannel, demoId } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { createComposer } from './composer.store'

const chatId = demoId<ChatId>('chat', 3)
const capabilities = demoChannel(0).capabilities
const png = () => new Blob(['x'], { type: 'image/png' })

function setUp(data = new FakeDeskData()) {
  const clock = new ManualClock()
  const hub = new Map<FileId, Blob>()
  const composer = createComposer(chatId, {
    data,
    clock,
    measure: () => Promise.resolve({ width: 10, height: 10 }),
    fetchFile: (id) => Promise.resolve(hub.get(id) ?? null),
  })
  composer.setCapabilities(capabilities)
  const sent = () => data.wishes.flatMap((wish) => (wish.kind === 'send' ? [wish.content] : []))
  return { clock, data, composer, hub, sent }
}

describe('a composer', () => {
  it('[M20] keeps the draft at a pause and gives it back', async () => {
    const { clock, data, composer } = setUp()
    composer.setText('Добрый день')
    await clock.advanceAsync(150)
    expect(await data.readDraft(chatId)).toEqual({ text: 'Добрый день', images: [] })
    const again = setUp(data)
    await again.clock.advanceAsync(0)
    expect(again.composer.store.getState().text).toBe('Добрый день')
  })

  it('[M20] shows what another desk of the person writes, and keeps what was typed here meanwhile', async () => {
    const { clock, data, composer } = setUp()
    const { store } = composer
    data.tellDraft(chatId, { text: 'Спросить у Ольги', images: [], isNote: true })
    await clock.advanceAsync(0)
    expect(store.getState()).toMatchObject({ text: 'Спросить у Ольги', isNote: true })
    data.tellDraft(chatId, null)
    await clock.advanceAsync(0)
    expect(store.getState()).toMatchObject({ text: '', isNote: false })
    composer.setText('Добрый')
    await clock.advanceAsync(150)
    composer.setText('Добрый день')
    data.tellDraft(chatId, { text: 'Звоню\n\nДобрый', images: [] })
    await clock.advanceAsync(1_000)
    expect(store.getState().text).toBe('Звоню\n\nДобрый день')
    expect((await data.readDraft(chatId))?.text).toBe('Звоню\n\nДобрый день')
  })

  it('[M20] leaves the change of a sent message alone when another desk writes', async () => {
    const { clock, data, composer } = setUp()
    composer.beginEdit({ messageId: demoId<MessageId>('message', 1), original: 'Было', text: 'Стало', untilMs: 1e15 })
    data.tellDraft(chatId, { text: 'Рядом', images: [] })
    await clock.advanceAsync(0)
    expect(composer.store.getState().text).toBe('Стало')
    composer.leaveEdit()
    expect(composer.store.getState().text).toBe('Рядом')
  })

  it('[M20] saves what waits when the chat is left', async () => {
    const { clock, data, composer } = setUp()
    composer.setText('Уже ухожу')
    composer.dispose()
    await clock.advanceAsync(0)
    expect(await data.readDraft(chatId)).toEqual({ text: 'Уже ухожу', images: [] })
  })

  it('keeps what was typed before a slow draft came', async () => {
    const data = new FakeDeskData()
    await data.saveDraft(chatId, { text: 'старое', images: [] })
    const { clock, composer } = setUp(data)
    composer.setText('новое')
    await clock.advanceAsync(0)
    expect(composer.store.getState().text).toBe('новое')
  })

  it('sends the trimmed text once, empties itself and its draft', async () => {
    const { data, composer, sent } = setUp()
    composer.setText('  Здравствуйте \n')
    expect(await Promise.all([composer.send(), composer.send()])).toEqual([true, false])
    expect(sent()).toEqual([{ kind: 'text', text: 'Здравствуйте' }])
    expect(composer.store.getState().text).toBe('')
    expect(await data.readDraft(chatId)).toBeNull()
  })

  it('[M20] has the draft durable before the box empties', async () => {
    const saved: (Draft | null)[] = []
    class Watched extends FakeDeskData {
      override async saveDraft(id: ChatId, draft: Draft | null): Promise<void> {
        saved.push(draft)
        await super.saveDraft(id, draft)
      }
    }
    const { composer } = setUp(new Watched())
    composer.setText('Быстрый Enter')
    await composer.send()
    expect(saved).toEqual([{ text: 'Быстрый Enter', images: [] }, null])
  })

  it('sends nothing empty and nothing too long, and keeps what was typed', async () => {
    const { composer, sent } = setUp()
    composer.setText('   ')
    expect(await composer.send()).toBe(false)
    const long = 'а'.repeat(1001)
    composer.setText(long)
    expect(await composer.send()).toBe(false)
    expect([sent(), composer.store.getState().text]).toEqual([[], long])
  })

  it('[M15] sends image and text as two messages, image first', async () => {
    const { composer, sent } = setUp()
    composer.setText('Вот чертёж')
    await composer.addImages([png()])
    expect(await composer.send()).toBe(true)
    expect(sent().map(({ kind }) => kind)).toEqual(['image', 'text'])
  })

  it('[M15] tells why an image was not taken and loses no text', async () => {
    const { composer } = setUp()
    composer.setText('Текст')
    await composer.addImages([new Blob(['x'], { type: 'application/pdf' })])
    const { text, images, rejected, checking } = composer.store.getState()
    expect({ text, images, checking, problems: rejected.map(({ problem }) => problem.kind) }).toEqual({
      text: 'Текст',
      images: [],
      checking: 0,
      problems: ['type'],
    })
  })

  it('puts back what could not be kept, in front of what was typed since', async () => {
    class Full extends FakeDeskData {
      override async sendText(): Promise<never> {
        await Promise.resolve()
        throw new Error('disk full')
      }
    }
    const { composer } = setUp(new Full())
    composer.setText('первое')
    const sending = composer.send()
    composer.setText('второе')
    expect(await sending).toBe(false)
    expect(composer.store.getState()).toMatchObject({ text: 'первое\nвторое', problem: 'notSent' })
  })

  it('tells the channel of typing only where it can, and not at every key', () => {
    const { clock, data, composer } = setUp()
    composer.setText('а')
    composer.setCapabilities({ ...capabilities, typing: true })
    for (const text of ['аб', 'абв']) composer.setText(text)
    clock.advance(3000)
    composer.setText('абвг')
    expect(data.wishes.filter(({ kind }) => kind === 'typing')).toHaveLength(2)
  })
})

describe('files of a template', () => {
  const fileOf = (name: string, mimeType = 'image/png'): TemplateFile => ({
    fileId: `file-${name}` as FileId,
    name,
    mimeType,
    bytes: 1,
  })
  const names = (composer: ReturnType<typeof setUp>['composer']) =>
    composer.store.getState().images.map(({ name }) => name)

  it('[M21] are pictures of the message like any others: they can be taken out, and go once', async () => {
    const { clock, composer, hub, sent } = setUp()
    const files = [fileOf('a'), fileOf('b')]
    for (const { fileId } of files) hub.set(fileId, png())
    composer.setText('Вот они')
    composer.addTemplateFiles(files)
    expect(await composer.send()).toBe(false)
    await clock.advanceAsync(0)
    expect(names(composer)).toEqual(['a', 'b'])
    const [first] = composer.store.getState().images
    composer.removeImage(first?.key ?? -1)
    expect(await composer.send()).toBe(true)
    expect(sent().map(({ kind }) => kind)).toEqual(['image', 'text'])
  })

  it('[M21] that the channel does not take are named, and the text stays', async () => {
    const { clock, composer, hub } = setUp()
    const file = fileOf('прайс.pdf', 'application/pdf')
    hub.set(file.fileId, new Blob(['x']))
    composer.setText('Текст')
    composer.addTemplateFiles([file])
    await clock.advanceAsync(0)
    const { text, images, awaited, rejected } = composer.store.getState()
    expect({ text, images, awaited, rejected: rejected.map(({ name, problem }) => [name, problem.kind]) }).toEqual({
      text: 'Текст',
      images: [],
      awaited: [],
      rejected: [['прайс.pdf', 'type']],
    })
  })

  it('[M21] that did not come are asked for again or taken out, and nothing goes without them meanwhile', async () => {
    const { clock, composer, hub, sent } = setUp()
    const [late, lost] = [fileOf('позже'), fileOf('нет')]
    composer.setText('Текст')
    composer.addTemplateFiles([late, lost])
    await clock.advanceAsync(0)
    expect(composer.store.getState().awaited.map(({ hasFailed }) => hasFailed)).toEqual([true, true])
    expect([await composer.send(), sent()]).toEqual([false, []])
    hub.set(late.fileId, png())
    composer.fetchAgain()
    await clock.advanceAsync(0)
    expect(names(composer)).toEqual(['позже'])
    const [left] = composer.store.getState().awaited
    composer.removeAwaited(left?.key ?? -1)
    expect(await composer.send()).toBe(true)
  })

  it('[M20] [M21] come with the draft when the chat was left before they were here, whatever became of the template', async () => {
    const { clock, data, composer } = setUp()
    const file = fileOf('схема')
    composer.setText('Как пройти')
    composer.addTemplateFiles([file])
    composer.dispose()
    await clock.advanceAsync(0)
    expect(await data.readDraft(chatId)).toEqual({ text: 'Как пройти', images: [], awaited: [file] })
    const again = setUp(data)
    again.hub.set(file.fileId, png())
    await again.clock.advanceAsync(0)
    expect(names(again.composer)).toEqual(['схема'])
    await again.clock.advanceAsync(150)
    expect((await data.readDraft(chatId))?.images.map(({ name }) => name)).toEqual(['схема'])
    expect((await data.readDraft(chatId))?.awaited).toBeUndefined()
  })
})

describe('changing a sent message', () => {
  const edit = (clock: ManualClock) => ({
    messageId: demoId<MessageId>('message', 5),
    text: 'в сто',
    original: 'в сто',
    untilMs: clock.now() + 60_000,
  })
  const edits = (data: FakeDeskData) => data.wishes.flatMap((wish) => (wish.kind === 'edit' ? [wish.text] : []))

  it('[M10] saves the new text and gives back what was being written', async () => {
    const { clock, data, composer } = setUp()
    composer.setText('ещё не дописано')
    composer.beginEdit(edit(clock))
    composer.setText('в сто двадцать')
    expect(await composer.send()).toBe(true)
    expect(edits(data)).toEqual(['в сто двадцать'])
    expect(composer.store.getState()).toMatchObject({ text: 'ещё не дописано', edited: null })
  })

  it('[M10] keeps the old text when left, unchanged, emptied or too late', async () => {
    const { clock, data, composer } = setUp()
    composer.setText('дальше')
    composer.beginEdit(edit(clock))
    composer.setText('иначе')
    composer.leaveEdit()
    expect(composer.store.getState()).toMatchObject({ text: 'дальше', edited: null })
    composer.beginEdit(edit(clock))
    expect(await composer.send()).toBe(true)
    composer.beginEdit(edit(clock))
    composer.setText('  ')
    expect(await composer.send()).toBe(false)
    composer.setText('поздно')
    clock.advance(60_000)
    expect(await composer.send()).toBe(false)
    expect([edits(data), composer.store.getState().text]).toEqual([[], 'поздно'])
  })

  it('[M10] [M20] survives a restart together with the draft', async () => {
    const { clock, data, composer } = setUp()
    composer.setText('черновик')
    composer.beginEdit(edit(clock))
    composer.setText('в двести')
    composer.dispose()
    await clock.advanceAsync(0)
    const again = setUp(data)
    await again.clock.advanceAsync(0)
    expect(again.composer.store.getState()).toMatchObject({ text: 'в двести', edited: { original: 'в сто' } })
    again.composer.leaveEdit()
    expect(again.composer.store.getState().text).toBe('черновик')
  })
})
