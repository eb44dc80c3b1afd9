// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { assessQuality } from '#shared/domain/call-quality'

import { show, type ShowOptions } from '../../../testing/show'
import { QualityDot } from './QualityDot'

afterEach(cleanup)

async function opened(sample: Partial<Parameters<typeof assessQuality>[0]>, options: ShowOptions = {}) {
  const quality = assessQuality({ packetsReceived: 47, packetsLost: 3, jitterMs: 4, roundTripMs: 38, ...sample })
  await show(<QualityDot quality={quality} />, options)
  fireEvent.click(screen.getByRole('button'))
  const dialog = await screen.findByRole('dialog', { hidden: true })
  return dialog.textContent.replace(/\u00a0/g, ' ')
}

describe('[K15] the quality of a call', () => {
  it('is said in a sentence, with what to do and the figures', async () => {
    const text = await opened({})
    expect(text).toContain('Вы слышите собеседника с перебоями: теряется 6 % звука')
    expect(text).toContain('Перейдите на кабель')
    expect(text).toMatch(/Оценка \(MOS\)\d,\d из 4,5Потери6 %Разброс \(джиттер\)4 мсТуда и обратно38 мс/)
  })

  it('that is good asks for nothing', async () => {
    const text = await opened({ packetsLost: 0, roundTripMs: null }, { language: 'en' })
    expect(text).toContain('Good connection')
    expect(text).toContain('not measured yet')
    expect(text).not.toContain('Use a cable')
  })

  it('of a call that brings no sound says just that', async () => {
    await opened({ packetsReceived: 0, packetsLost: 0 })
    expect(screen.getByRole('button', { name: 'Качество связи: Звук от собеседника не приходит' })).toBeTruthy()
  })
})

it('[L1] writes a share of a per cent as the language does', async () => {
  expect(await opened({ packetsReceived: 499, packetsLost: 1 })).toContain('0,2 %')
})
