import { pngOf } from '../lib/png-of'
import { waitUntil } from '../lib/wait-until'
import type { Stage } from './stage'

const LONG_TEXT = 'Подробно расскажу об условиях, графике и оформлении. '.repeat(20)

/** The list and one conversation with everything that a message can be. */
export async function drawChats(stage: Stage): Promise<void> {
  const { page, words, avito } = stage
  await page.getByRole('option').nth(8).waitFor()
  await stage.shot('chats-nothing-open')

  await stage.openChat('Дмитрий')
  await page.getByRole('img', { name: words.chats.content.imageAlt }).first().waitFor()
  await stage.shot('chat-with-image')
  await page.getByRole('img', { name: words.chats.content.imageAlt }).first().click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('image-open')
  await page.keyboard.press('Escape')
  await stage.openChat('Алексей Громов')
  await stage.shot('chat-with-voice')
  for (const name of ['Татьяна', 'Игорь Белов', 'Павел', 'Наталья Ким', 'Руслан Ахметов']) {
    await stage.openChat(name)
    await stage.shot(`chat-${latin[name] ?? 'other'}`)
  }

  const ruslan = await chatOf(stage, 'Руслан Ахметов')
  await avito.control.agentWritesOutside(ruslan, 'Руслан, перезвоню вам после обеда.')
  await page.getByText(words.chats.timeline.outside).waitFor({ timeout: 60_000 })
  await stage.shot('chat-written-outside')

  await stage.openChat('Марина Соколова')
  await drawDelivery(stage)
  await page.keyboard.press('Control+Shift+X')
  await page.getByRole('group', { name: words.chats.seen.title }).waitFor()
  await stage.shot('seen-by-client')
  await stage.button(words.chats.seen.close).click()
  await stage.composer.fill(LONG_TEXT)
  await stage.shot('draft-over-the-limit')
  await stage.composer.fill('Оформляем по ТК с первого дня. Вот договор:')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'договор.png', mimeType: 'image/png', buffer: pngOf(640, 480) })
  await page.getByRole('list', { name: words.chats.composer.files }).getByRole('img').first().waitFor()
  await stage.shot('composer-with-image')
  await page.getByRole('list', { name: words.chats.composer.files }).getByRole('button').first().click()
  await stage.composer.fill('')

  await stage.button(words.chats.header.hideContext).click()
  await stage.shot('card-hidden')
  await stage.button(words.chats.header.showContext).click()

  const search = page.getByRole('searchbox')
  await search.fill('диван')
  await stage.shot('search')
  await search.fill('такого нет')
  await stage.shot('search-nothing')
  await search.fill('')
  await page.getByRole('radio', { name: new RegExp(`^${words.chats.list.unread}`) }).click()
  await stage.shot('unread-only')
  await page.getByRole('radio', { name: words.chats.list.all, exact: true }).click()

  await avito.control.clientWrites({ clientName: 'Ирина Волкова', text: 'Здравствуйте! Ещё актуально?' })
  const toast = page.getByRole('alert').filter({ hasText: 'Ирина Волкова' })
  await toast.waitFor()
  // It stays under the pointer, however long a look at it takes.
  await toast.hover()
  await stage.shot('toast')
  await stage.button(words.shell.toast.open).click()
  await stage.shot('toast-opened')
}

async function drawDelivery(stage: Stage): Promise<void> {
  const { avito, words, page } = stage
  const toMessages = { method: 'POST', pathPart: '/messages' }
  await send(stage, 'Да, оформляем по ТК с первого дня.')
  const own = page.getByRole('article').filter({ hasText: 'с первого дня' })
  await own.getByRole('img', { name: new RegExp(`^${words.chats.delivery.sent}`) }).waitFor()
  await avito.control.clientReads(await chatOf(stage, 'Марина Соколова'))
  await own.getByRole('img', { name: new RegExp(`^${words.chats.delivery.read}`) }).waitFor()
  await avito.control.inject({ kind: 'status', status: 400, match: toMessages, times: 1 })
  await send(stage, 'Приходите завтра к 11:00.')
  await stage.button(words.chats.failure.retry).waitFor()
  await avito.control.inject({ kind: 'slow', ms: 4_000, match: toMessages, times: 1 })
  await send(stage, 'Адрес пришлю отдельно.')
  await send(stage, 'Если не сможете, напишите сюда.')
  await stage.shot('delivery-states')
  await waitUntil(async () => (await avito.control.received()).some(({ text }) => text?.startsWith('Если не') === true))

  await own.hover()
  await own.getByRole('button', { name: words.chats.timeline.actions }).click()
  await stage.shot('message-menu')
  await page.getByRole('menuitem', { name: new RegExp(`^${words.chats.timeline.delete}`) }).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('delete-dialog')
  await page.keyboard.press('Escape')
  await stage.button(words.chats.header.more).click()
  await page.getByRole('menuitem', { name: words.chats.deed.offer.block }).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('block-dialog')
  await page.keyboard.press('Escape')
}

async function chatOf({ avito }: Stage, clientName: string): Promise<string> {
  const chat = (await avito.control.chats()).find((each) => each.clientName === clientName)
  if (!chat) throw new Error(`The demo has no chat with ${clientName}`)
  return chat.id
}

async function send(stage: Stage, text: string): Promise<void> {
  await stage.composer.fill(text)
  await stage.composer.press('Enter')
}

const latin: Readonly<Record<string, string>> = {
  Татьяна: 'with-place',
  'Игорь Белов': 'with-unsupported',
  Павел: 'with-ad',
  'Наталья Ким': 'with-link',
  'Руслан Ахметов': 'with-missed-call',
}
