import type { ChannelId, FileId, TemplateId } from './ids'

/** Words that are written often; fields stand in braces (spec M13, M21). */
export interface TextTemplate {
  readonly id: TemplateId
  readonly name: string
  /** Empty where its files are all there is to it. */
  readonly text: string
  /** Go with it, in this order. Absent where an older hub told it. */
  readonly files?: readonly TemplateFile[] | undefined
}

/** Kept by the hub as every file is; a message gets a copy of its own, so that it needs the template no longer. */
export interface TemplateFile {
  readonly fileId: FileId
  readonly name: string
  readonly mimeType: string
  readonly bytes: number
}

/** What goes to the client with a stage (spec M13): of one vacancy, or of all (`vacancy: null`) of its channel. */
export interface StageTemplate {
  readonly id: TemplateId
  readonly channelId: ChannelId
  /** As the channel names the move that leads there. */
  readonly stage: { readonly externalId: string; readonly title: string }
  readonly vacancy: { readonly externalId: string; readonly title: string } | null
  readonly text: string
}

export const TEMPLATE_FIELDS = ['firstName', 'lastName', 'fullName', 'vacancy', 'stage', 'agent'] as const
export type TemplateField = (typeof TEMPLATE_FIELDS)[number]

/** As they are written, whatever the language of the screen; letter case and ё do not matter. */
const WORDS = new Map<string, TemplateField>([
  ['имя', 'firstName'],
  ['first name', 'firstName'],
  ['name', 'firstName'],
  ['фамилия', 'lastName'],
  ['last name', 'lastName'],
  ['surname', 'lastName'],
  ['фио', 'fullName'],
  ['full name', 'fullName'],
  ['вакансия', 'vacancy'],
  ['vacancy', 'vacancy'],
  ['этап', 'stage'],
  ['stage', 'stage'],
  ['сотрудник', 'agent'],
  ['agent', 'agent'],
])

export type TemplateFacts = Readonly<Partial<Record<TemplateField, string>>>

const FIELD = /\{([^{}\n]{1,40})\}/gu

/** Fields of which nothing is known stay as they are, so that whoever sends it sees them. */
export function fillTemplate(text: string, facts: TemplateFacts): string {
  return text.replace(FIELD, (whole, word: string) => {
    const field = fieldOf(word)
    const value = field === null ? undefined : facts[field]
    return value === undefined || value === '' ? whole : value
  })
}

const QUOTED_FIELD = /([«“"]?)\{([^{}\n]{1,40})\}([»”"]?)/gu

/** For what goes out by itself: fields of which nothing is known fall away, with the quotation marks around them. */
export function fillKnown(text: string, facts: TemplateFacts): string {
  return (
    text
      .replace(QUOTED_FIELD, (_whole, open: string, word: string, close: string) => {
        const field = fieldOf(word)
        const value = field === null ? '' : (facts[field] ?? '')
        return value === '' && open !== '' && close !== '' ? '' : `${open}${value}${close}`
      })
      .replace(/[^\S\n]+/gu, ' ')
      .replace(/ (?=[.,:;!?…\n]|$)/gu, '')
      // What stood before the first word of the text went with the name.
      .replace(/^[\s.,:;!?]+(\p{L})/u, (_whole, letter: string) => letter.toUpperCase())
      .trim()
  )
}

/** A text that is filled already, e.g. the channel's own, as a template again: values give way to their fields. */
export function toTemplate(
  text: string,
  facts: TemplateFacts,
  words: Readonly<Partial<Record<TemplateField, string>>>,
) {
  const values = TEMPLATE_FIELDS.flatMap((field) => {
    const [value, word] = [facts[field] ?? '', words[field]]
    return value.length < 2 || word === undefined ? [] : [{ value, field: `{${word}}` }]
  })
  // The full name before the names in it.
  return values
    .sort((a, b) => b.value.length - a.value.length)
    .reduce((filled, { value, field }) => filled.replaceAll(value, field), text)
}

/** What stands in braces and was not filled, in order, as it is written: nobody means to send it. */
export function unfilledFields(text: string): readonly string[] {
  return [...new Set([...text.matchAll(FIELD)].map(([whole]) => whole))]
}

/** Fields that were to be filled and were not: what a person has still to write. */
export function openFields(text: string): readonly string[] {
  return unfilledFields(text).filter((whole) => fieldOf(whole.slice(1, -1)) !== null)
}

/** Fields that no template can fill: mistyped. */
export function unknownFields(text: string): readonly string[] {
  return unfilledFields(text).filter((whole) => fieldOf(whole.slice(1, -1)) === null)
}

function fieldOf(word: string): TemplateField | null {
  return WORDS.get(word.trim().toLowerCase().replaceAll('ё', 'е')) ?? null
}

/** The vacancy's own words before those of all vacancies. */
export function stageTemplateFor(
  templates: readonly StageTemplate[],
  channelId: ChannelId,
  stageExternalId: string,
  vacancyExternalId: string,
): StageTemplate | null {
  const ofStage = templates.filter(
    (template) => template.channelId === channelId && template.stage.externalId === stageExternalId,
  )
  return (
    ofStage.find(({ vacancy }) => vacancy?.externalId === vacancyExternalId) ??
    ofStage.find(({ vacancy }) => vacancy === null) ??
    null
  )
}
