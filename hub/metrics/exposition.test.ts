import { describe, expect, it } from 'vitest'

import { Counter, exposition, gauge, Histogram } from './exposition'

describe('what Prometheus reads', () => {
  it('says each number with its kind, and what would break a line is escaped', () => {
    const counter = new Counter('otklik_http_requests_total', 'Answered\nrequests.')
    counter.add({ status: '200' })
    counter.add({ status: '200' })
    counter.add({ status: 'a "b" \\ \n' }, 3)
    expect(exposition([counter.family(), gauge('otklik_desks', 'Desks.', 4)])).toBe(
      [
        '# HELP otklik_http_requests_total Answered\\nrequests.',
        '# TYPE otklik_http_requests_total counter',
        'otklik_http_requests_total{status="200"} 2',
        'otklik_http_requests_total{status="a \\"b\\" \\\\ \\n"} 3',
        '# HELP otklik_desks Desks.',
        '# TYPE otklik_desks gauge',
        'otklik_desks 4',
        '',
      ].join('\n'),
    )
  })

  it('counts what is at most a bound, the last one is everything', () => {
    const histogram = new Histogram('otklik_http_request_seconds', 'How long.', [0.1, 1])
    for (const seconds of [0.05, 0.1, 0.5, 7]) histogram.observe(seconds)
    expect(exposition([histogram.family()]).split('\n').slice(2)).toEqual([
      'otklik_http_request_seconds_bucket{le="0.1"} 2',
      'otklik_http_request_seconds_bucket{le="1"} 3',
      'otklik_http_request_seconds_bucket{le="+Inf"} 4',
      'otklik_http_request_seconds_sum 7.65',
      'otklik_http_request_seconds_count 4',
      '',
    ])
  })
})
