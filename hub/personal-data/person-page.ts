import type { KeptOfPerson } from '#shared/contract/personal-data'
import type { MessageContent } from '#shared/domain/message'

import type { PersonRows } from '../store/personal/person-rows'

const TITLES: Readonly<Record<string, string>> = {
  cards: 'Карточка клиента',
  writers: 'Под какими именами писал',
  conversations: 'Переписки',
  messages: 'Сообщения',
  changesOfMessages: 'Изменённые и удалённые сообщения',
  calls: 'Звонки',
  remarksOnCalls: 'Заметки к звонкам',
  cases: 'Обращения',
  mergedCards: 'Объединения карточек',
  siteVisitors: 'Чат на сайте',
  siteMessages: 'Сообщения чата на сайте',
  letters: 'Письма об ответах',
  pushSubscriptions: 'Уведомления в браузере',
  audit: 'Кто и когда смотрел и менял',
}

/** What is kept of a person, for the person: no program but a browser is needed. */
export function personPage(
  { name, phones }: KeptOfPerson,
  rows: PersonRows,
  paths: ReadonlyMap<string, string>,
  atMs: number,
): string {
  const parts = Object.entries(rows)
    .filter(([, list]) => list.length > 0)
    .map(([key, list]) => {
      const lines = list.map((row) => `<li>${key === 'messages' ? messageLine(row, paths) : fields(row)}</li>`)
      return `<h2>${TITLES[key] ?? escaped(key)} (${String(list.length)})</h2><ul>${lines.join('\n')}</ul>`
    })
  return `<!doctype html><html lang="ru"><meta charset="utf-8"><title>${escaped(name)}</title>
<style>body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}li{margin:.4em 0;overflow-wrap:anywhere}
small{color:#555}</style>
<h1>${escaped(name === '' ? 'Гость' : name)}</h1>
<p>${escaped(phones.join(', '))}</p><p><small>Выгружено ${moment(atMs)}. Те же данные целиком — в файле data.json.</small></p>
${parts.join('\n')}</html>`
}

function messageLine(row: Readonly<Record<string, unknown>>, paths: ReadonlyMap<string, string>): string {
  const {
    at_ms: atMs,
    direction,
    content,
  } = row as {
    readonly at_ms: number
    readonly direction: string
    readonly content: MessageContent
  }
  const who = direction === 'in' ? 'клиент' : direction === 'out' ? 'компания' : 'система'
  const fileId = 'fileId' in content ? content.fileId : null
  const path = fileId === null ? undefined : paths.get(fileId)
  const file = path === undefined ? '' : ` <a href="${encodeURI(path)}">${escaped(path)}</a>`
  return `<small>${moment(atMs)}, ${who}</small><br>${'text' in content ? escaped(content.text ?? '') : fields({ ...content })}${file}`
}

function fields(row: Readonly<Record<string, unknown>>): string {
  return Object.entries(row)
    .filter(([, value]) => value !== null && value !== '' && value !== undefined)
    .map(([key, value]) => {
      if (key.endsWith('_ms') && typeof value === 'number') return `${escaped(key.slice(0, -3))}: ${moment(value)}`
      return `${escaped(key)}: ${escaped(typeof value === 'string' ? value : JSON.stringify(value))}`
    })
    .join('; ')
}

function moment(atMs: number): string {
  return new Date(atMs).toISOString().replace('T', ' ').slice(0, 19)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
