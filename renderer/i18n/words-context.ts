import type { i18n as I18n } from 'i18next'
import { createContext } from 'react'

export interface Spoken {
  readonly i18n: I18n
  readonly language: string
}

export const WordsContext = createContext<Spoken | null>(null)
