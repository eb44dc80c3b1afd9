import type { CDPSession, Page } from '@playwright/test'

/** What the places of a Russian keyboard (ЙЦУКЕН) write, alone and with Shift. */
const LAYOUT: Readonly<Record<string, string>> = {
  Backquote: 'ёЁ',
  Digit1: '1!',
  Digit2: '2"',
  Digit3: '3№',
  Digit4: '4;',
  Digit5: '5%',
  Digit6: '6:',
  Digit7: '7?',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  KeyQ: 'йЙ',
  KeyW: 'цЦ',
  KeyE: 'уУ',
  KeyR: 'кК',
  KeyT: 'еЕ',
  KeyY: 'нН',
  KeyU: 'гГ',
  KeyI: 'шШ',
  KeyO: 'щЩ',
  KeyP: 'зЗ',
  BracketLeft: 'хХ',
  BracketRight: 'ъЪ',
  KeyA: 'фФ',
  KeyS: 'ыЫ',
  KeyD: 'вВ',
  KeyF: 'аА',
  KeyG: 'пП',
  KeyH: 'рР',
  KeyJ: 'оО',
  KeyK: 'лЛ',
  KeyL: 'дД',
  Semicolon: 'жЖ',
  Quote: 'эЭ',
  KeyZ: 'яЯ',
  KeyX: 'чЧ',
  KeyC: 'сС',
  KeyV: 'мМ',
  KeyB: 'иИ',
  KeyN: 'тТ',
  KeyM: 'ьЬ',
  Comma: 'бБ',
  Period: 'юЮ',
  Slash: '.,',
  Space: '  ',
}
const NAMED: Readonly<Partial<Record<string, readonly [key: string, virtualKey: number]>>> = {
  Enter: ['Enter', 13],
  Escape: ['Escape', 27],
  Tab: ['Tab', 9],
  Backspace: ['Backspace', 8],
  Delete: ['Delete', 46],
  ArrowLeft: ['ArrowLeft', 37],
  ArrowUp: ['ArrowUp', 38],
  ArrowRight: ['ArrowRight', 39],
  ArrowDown: ['ArrowDown', 40],
  Home: ['Home', 36],
  End: ['End', 35],
  PageUp: ['PageUp', 33],
  PageDown: ['PageDown', 34],
  F1: ['F1', 112],
  F2: ['F2', 113],
  F6: ['F6', 117],
  F7: ['F7', 118],
  F10: ['F10', 121],
}
const BITS = { Alt: 1, Ctrl: 2, Shift: 8 } as const

interface Place {
  readonly code: string
  readonly isShifted: boolean
}

const PLACES = new Map(
  Object.entries(LAYOUT).flatMap(([code, [plain = '', shifted = '']]): [string, Place][] => [
    [shifted, { code, isShifted: true }],
    [plain, { code, isShifted: false }],
  ]),
)

interface Stroke {
  readonly code: string
  readonly key: string
  readonly windowsVirtualKeyCode: number
  readonly modifiers: number
  /** What it writes; a key that writes nothing has none. */
  readonly text?: string
}

/** Presses the keys of a Russian keyboard: the places are Latin letters', what they write is Cyrillic. */
export class RussianKeyboard {
  private constructor(private readonly session: CDPSession) {}

  static async at(page: Page): Promise<RussianKeyboard> {
    return new RussianKeyboard(await page.context().newCDPSession(page))
  }

  /** As the desk writes shortcuts: `Ctrl+Shift+KeyA`, `Alt+ArrowDown`, `Enter`. */
  async press(shortcut: string): Promise<void> {
    await this.strike(strokeOf(shortcut))
  }

  async type(text: string): Promise<void> {
    for (const character of text) {
      const place = PLACES.get(character)
      if (!place) throw new Error(`A Russian keyboard does not write «${character}»`)
      await this.strike({
        code: place.code,
        key: character,
        windowsVirtualKeyCode: virtualKeyOf(place.code),
        modifiers: place.isShifted ? BITS.Shift : 0,
        text: character,
      })
    }
  }

  private async strike(stroke: Stroke): Promise<void> {
    const { text, ...key } = stroke
    const down = text === undefined ? ({ type: 'rawKeyDown' } as const) : ({ type: 'keyDown', text } as const)
    await Promise.all([
      this.session.send('Input.dispatchKeyEvent', { ...down, ...key }),
      this.session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
    ])
  }
}

function strokeOf(shortcut: string): Stroke {
  const parts = shortcut.split('+')
  const code = parts.at(-1) ?? ''
  const isShifted = parts.includes('Shift')
  const modifiers =
    (parts.includes('Alt') ? BITS.Alt : 0) | (parts.includes('Ctrl') ? BITS.Ctrl : 0) | (isShifted ? BITS.Shift : 0)
  const named = NAMED[code]
  if (named) {
    const [key, windowsVirtualKeyCode] = named
    const stroke = { code, key, windowsVirtualKeyCode, modifiers }
    return code === 'Enter' && modifiers === 0 ? { ...stroke, text: '\r' } : stroke
  }
  const written = LAYOUT[code]
  if (written === undefined) throw new Error(`No key ${code} on a Russian keyboard`)
  return { code, key: written[isShifted ? 1 : 0] ?? '', windowsVirtualKeyCode: virtualKeyOf(code), modifiers }
}

const SIGNS: Readonly<Record<string, number>> = {
  Space: 32,
  Semicolon: 186,
  Equal: 187,
  Comma: 188,
  Minus: 189,
  Period: 190,
  Slash: 191,
  Backquote: 192,
  BracketLeft: 219,
  BracketRight: 221,
  Quote: 222,
}

function virtualKeyOf(code: string): number {
  return SIGNS[code] ?? code.charCodeAt(code.length - 1)
}
