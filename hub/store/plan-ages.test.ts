import { expect, it } from 'vitest'

import { PlanAges } from './plan-ages'

it('plans are old after so many statements, then after twice as many', () => {
  const ages = new PlanAges()
  const oldAt: number[] = []
  for (let statement = 1; statement <= 2_000; statement += 1) {
    ages.count()
    if (ages.areOld()) oldAt.push(statement)
  }
  expect(oldAt).toEqual([250, 500, 1_000, 2_000])
})
