import { describe, expect, it } from 'vitest'

import { formOf, newPlan, planOf, type PlanForm } from './plan-form'

const FORM: PlanForm = { ...newPlan('ru', 'За неделю'), receivers: 'anna@mail.ru, boris@mail.ru\n\nanna@mail.ru' }

describe('a planned report as it is typed', () => {
  it('[V4] becomes what the hub is told, and back', () => {
    const plan = planOf(FORM)
    expect(plan).toMatchObject({ receivers: ['anna@mail.ru', 'boris@mail.ru'], atMin: 540, weekdays: [0] })
    if ('mistake' in plan) throw new Error(plan.mistake)
    expect(planOf(formOf(plan))).toEqual(plan)
  })

  it.each([
    [{ name: '  ' }, 'noName', ''],
    [{ weekdays: [] }, 'noDay', ''],
    [{ at: '' }, 'noTime', ''],
    [{ receivers: ' , ' }, 'noReceiver', ''],
    [{ receivers: 'anna@mail.ru anna@' }, 'wrongReceiver', 'anna@'],
    [{ receivers: Array.from({ length: 21 }, (_, at) => `a${String(at)}@mail.ru`).join() }, 'tooManyReceivers', ''],
  ] as const)('[V4] with %j says what is wrong', (patch, mistake, address) => {
    expect(planOf({ ...FORM, ...patch })).toEqual({ mistake, address })
  })
})
