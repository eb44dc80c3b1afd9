import { expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { startOffice } from './office'

it('[K13] colleagues of the demo ring, talk and are free again, until it is stopped', async () => {
  const clock = new ManualClock()
  const said: string[] = []
  const office = startOffice(
    {
      ring: async ({ number }) => {
        said.push(`ring ${number}`)
        return ''
      },
      answerRing: async (number) => void said.push(`answer ${number}`),
      endRing: async (number) => void said.push(`end ${number}`),
    },
    { clock },
  )
  await clock.advanceAsync(50_000)
  expect(said).toEqual(['ring 1007', 'answer 1007', 'ring 1003', 'end 1007', 'end 1003'])
  office.stop()
  await clock.advanceAsync(600_000)
  expect(said).toHaveLength(5)
})
