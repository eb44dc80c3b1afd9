import { expect, it } from 'vitest'

import { reportPainted } from './report-painted'

it('reports once that something is painted and once that the list is usable', () => {
  const said: string[] = []
  const painted = reportPainted({
    afterPaint: (action) => {
      action()
    },
    reportReady: () => said.push('ready'),
    markUsable: () => said.push('usable'),
  })
  painted(false)
  painted(false)
  painted(true)
  painted(true)
  expect(said).toEqual(['ready', 'usable'])
})
