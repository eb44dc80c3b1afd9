import { expect, it } from 'vitest'

import { readAudit } from './audit-report.mjs'

const report = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    ws: { name: 'ws', severity: 'high', range: '<8.17.1', via: [{ title: 'Denial of service by many headers' }] },
    outer: { name: 'outer', severity: 'critical', range: '*', via: ['ws'] },
    small: { name: 'small', severity: 'moderate', range: '<1.0.0', via: [{ title: 'Slow expression' }] },
  },
  metadata: { dependencies: { total: 90 } },
})

it('[I9] holes that are high or critical are named, lesser ones are not', () => {
  expect(readAudit(report, {})).toEqual({
    kind: 'asked',
    packages: 90,
    holes: ['ws <8.17.1: high: Denial of service by many headers', 'outer *: critical: through ws'],
    unused: [],
  })
})

it('[I9] what was accepted with a reason is not named; a reason that is no longer needed is', () => {
  expect(readAudit(report, { ws: 'no server here', outer: 'as ws', gone: 'old' })).toMatchObject({
    holes: [],
    unused: ['gone'],
  })
})

it('[I9] a registry that answers no such question is told apart from one that knows no hole', () => {
  const refusal = JSON.stringify({ message: '405 Method Not Allowed', method: 'POST', statusCode: 405, error: {} })
  expect(readAudit(refusal, {})).toEqual({ kind: 'notAsked', why: 'the registry answered 405' })
  const offline = JSON.stringify({ error: { code: 'ENOTFOUND', summary: '' } })
  expect(readAudit(offline, {})).toEqual({ kind: 'notAsked', why: 'ENOTFOUND' })
  expect(readAudit('<html>', {})).toEqual({ kind: 'notAsked', why: 'the answer is no report' })
  expect(readAudit(JSON.stringify({ vulnerabilities: {} }), {})).toMatchObject({ kind: 'asked', holes: [] })
})
