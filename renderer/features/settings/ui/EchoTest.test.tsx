// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, describe, expect, it } from 'vitest'

import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { EchoTest } from './EchoTest'

const main = new FakeMain().install()
main.answer('devices:drop-echo', () => null)
afterEach(cleanup)

const press = async (name: string) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })
}
async function record(recorded: string, isPlayed = true) {
  main.answer('devices:record-echo', () => recorded).answer('devices:play-echo', () => isPlayed)
  await show(<EchoTest />)
  await press('Записать и послушать')
}

describe('«Вы слышали себя?»', () => {
  it('[K15] asks after the own voice was played, and says that all works', async () => {
    await record('heard')
    expect(screen.getByRole('status').textContent).toBe('Вы слышали себя?')
    await press('Да')
    expect(screen.getByText('Микрофон и наушники работают.')).toBeTruthy()
  })

  it('[K15] says what to do for whoever heard nothing', async () => {
    await record('heard')
    await press('Нет')
    expect(screen.getByText(/Микрофон вас слышит, а звук ушёл не туда/)).toBeTruthy()
  })

  it('[K15] says that the voice is quiet', async () => {
    await record('quiet')
    await press('Да')
    expect(screen.getByText(/вас слышно тихо/)).toBeTruthy()
  })

  it.each([
    ['silent', /Микрофон молчит/],
    ['none', /Микрофона нет или он отключился/],
    ['refused', /Доступ к микрофону запрещён/],
    ['failed', /Микрофон не открылся/],
    ['busy', /Идёт звонок/],
  ])('[K15] names what is wrong: %s', async (recorded, words) => {
    await record(recorded)
    expect(screen.getByText(words)).toBeTruthy()
  })

  it('[K15] says that nothing could be played, and can be repeated', async () => {
    await record('heard', false)
    expect(screen.getByText(/Запись не проигралась/)).toBeTruthy()
    main.answer('devices:play-echo', () => true)
    await press('Проверить ещё раз')
    expect(screen.getByRole('status').textContent).toBe('Вы слышали себя?')
  })

  it('[K15] stops for whoever leaves', async () => {
    await record('heard')
    main.asked.length = 0
    cleanup()
    expect(main.askedOf('devices:drop-echo')).toHaveLength(1)
  })
})
