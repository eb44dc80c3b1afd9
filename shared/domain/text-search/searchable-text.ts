import type { MessageContent, Message } from '../message'

/** What of a message can be looked for, as it is shown; `''`: nothing. */
export function searchableText({ content, revision }: Pick<Message, 'content' | 'revision'>): string {
  if (revision?.kind === 'edit' && revision.refused === null) return revision.text
  return textOf(content)
}

function textOf(content: MessageContent): string {
  switch (content.kind) {
    case 'text':
    case 'system':
    case 'note':
      return content.text
    case 'link':
      return joined(content.text, content.title, content.description)
    case 'item':
      return joined(content.title, content.price)
    case 'location':
      return joined(content.title, content.text)
    case 'image':
      return content.name ?? ''
    case 'file':
      return content.name
    case 'response':
      return content.vacancyTitle
    case 'phoneCall':
      return joined(content.number, ...(content.remarks ?? []).map(({ text }) => text))
    case 'channelCall':
    case 'voice':
    case 'caseEvent':
    case 'chatEvent':
    case 'deleted':
    case 'unsupported':
      return ''
  }
}

function joined(...texts: readonly (string | null)[]): string {
  return texts.filter((text) => text !== null && text !== '').join('\n')
}
