import { en } from '../../renderer/i18n/en'
import { ru } from '../../renderer/i18n/ru'

export interface Look {
  readonly language: 'ru' | 'en'
  readonly theme: 'light' | 'dark'
  readonly width: number
  readonly height: number
}

const SIZES = [
  [1280, 720],
  [1920, 1080],
] as const

export const allLooks: readonly Look[] = (['ru', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) => SIZES.map(([width, height]) => ({ language, theme, width, height }))),
)

export function nameOf({ language, theme, width, height }: Look): string {
  return `${language}-${theme}-${width}x${height}`
}

export const catalogues = { ru, en } as const
export type Words = (typeof catalogues)['ru' | 'en']
