import { expect, it } from 'vitest'

import { allOver } from './all-over'

it('answers in the order of the works', async () => {
  expect(await allOver([Promise.resolve(1), 'two', null])).toEqual([1, 'two', null])
})

it('fails with what failed first, once the others are over', async () => {
  let end = () => {}
  let isOver = false
  const slow = new Promise<void>((resolve) => (end = resolve)).then(() => {
    isOver = true
    throw new Error('later')
  })
  const whole = allOver([slow, Promise.reject(new Error('first'))])
  let isTold = false
  whole.catch(() => (isTold = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(isTold).toBe(false)
  end()
  await expect(whole).rejects.toThrow('first')
  expect(isOver).toBe(true)
})
