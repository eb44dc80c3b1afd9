import { describe, expect, it } from 'vitest'

import { parseGuide, parseLine } from './parse-guide'
import { placeOf } from './place-of'

const PAGE = `# Звонки

Коротко.

<a id="call"></a>

## Позвонить

1. Откройте **Звонки**.
2. Нажмите \`Enter\`.

Дальше — [отчёт](supervisor.md#reports).

![Полоса](../screens/ru/call-bar.png)

<a id="hold"></a>

## Удержать

- Раз
- Два
`

describe('a page of the guide', () => {
  it('is its tasks by their anchors, with steps, sentences and pictures', () => {
    expect(parseGuide(PAGE)).toEqual({
      title: 'Звонки',
      intro: [{ kind: 'text', line: [{ kind: 'text', text: 'Коротко.' }] }],
      tasks: [
        {
          id: 'call',
          title: 'Позвонить',
          blocks: [
            {
              kind: 'steps',
              lines: [
                [
                  { kind: 'text', text: 'Откройте ' },
                  { kind: 'control', text: 'Звонки' },
                  { kind: 'text', text: '.' },
                ],
                [
                  { kind: 'text', text: 'Нажмите ' },
                  { kind: 'key', text: 'Enter' },
                  { kind: 'text', text: '.' },
                ],
              ],
            },
            {
              kind: 'text',
              line: [
                { kind: 'text', text: 'Дальше — ' },
                { kind: 'link', text: 'отчёт', href: 'supervisor.md#reports' },
                { kind: 'text', text: '.' },
              ],
            },
            { kind: 'picture', text: 'Полоса', href: '../screens/ru/call-bar.png' },
          ],
        },
        {
          id: 'hold',
          title: 'Удержать',
          blocks: [
            {
              kind: 'points',
              lines: [[{ kind: 'text', text: 'Раз' }], [{ kind: 'text', text: 'Два' }]],
            },
          ],
        },
      ],
    })
  })

  it.each([
    ['no title', 'Просто текст'],
    ['a task without an anchor', '# Звонки\n\n## Позвонить\n\n1. Раз'],
    ['a form it does not have', '# Звонки\n\n| a | b |'],
  ])('is refused with %s', (_what, source) => {
    expect(() => parseGuide(source)).toThrow()
  })

  it('has lines without anything in them but words', () => {
    expect(parseLine('Два * три')).toEqual([{ kind: 'text', text: 'Два * три' }])
  })
})

describe('a link of the guide', () => {
  it('leads to a page, a task of it, or out', () => {
    expect(placeOf('agent.md')).toEqual({ page: 'agent', task: null })
    expect(placeOf('supervisor.md#funnel')).toEqual({ page: 'supervisor', task: 'funnel' })
    expect(placeOf('../../it/policy.md')).toBeNull()
    expect(placeOf('nowhere.md')).toBeNull()
  })
})
