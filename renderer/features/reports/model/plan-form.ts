import { isMailAddress } from '#shared/domain/mail'
import { MAX_RECEIVERS, type ReportPlan } from '#shared/domain/report/plan'

const MINUTES_AN_HOUR = 60

/** A plan as it is typed. */
export interface PlanForm extends Omit<ReportPlan, 'receivers' | 'atMin'> {
  /** One under another, or with commas between. */
  readonly receivers: string
  /** «09:00» */
  readonly at: string
}

export type PlanMistake = 'noName' | 'noDay' | 'noTime' | 'noReceiver' | 'wrongReceiver' | 'tooManyReceivers'

/** Mondays at nine, about the week before: what most begin with. */
export function newPlan(language: 'ru' | 'en', name: string): PlanForm {
  return {
    name,
    period: 'lastWeek',
    grouping: 'agent',
    file: 'xlsx',
    weekdays: [0],
    at: '09:00',
    receivers: '',
    language,
  }
}

export function formOf({ receivers, atMin, ...plan }: ReportPlan): PlanForm {
  const two = (value: number) => String(value).padStart(2, '0')
  const at = `${two(Math.floor(atMin / MINUTES_AN_HOUR))}:${two(atMin % MINUTES_AN_HOUR)}`
  return { ...plan, at, receivers: receivers.join('\n') }
}

/** What is to be sent, or what is wrong with it and, of an address, which one. */
export function planOf(form: PlanForm): ReportPlan | { readonly mistake: PlanMistake; readonly address: string } {
  const wrong = (mistake: PlanMistake, address = '') => ({ mistake, address })
  const { receivers: typed, at, ...plan } = form
  const receivers = [...new Set(typed.split(/[\s,;]+/).filter((each) => each !== ''))]
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(at) ?? []
  const address = receivers.find((each) => !isMailAddress(each))
  if (plan.name.trim() === '') return wrong('noName')
  if (plan.weekdays.length === 0) return wrong('noDay')
  if (hours === undefined || minutes === undefined) return wrong('noTime')
  if (receivers.length === 0) return wrong('noReceiver')
  if (address !== undefined) return wrong('wrongReceiver', address)
  if (receivers.length > MAX_RECEIVERS) return wrong('tooManyReceivers')
  return { ...plan, name: plan.name.trim(), receivers, atMin: Number(hours) * MINUTES_AN_HOUR + Number(minutes) }
}
