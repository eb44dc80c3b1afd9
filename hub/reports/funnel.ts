import { funnelOf, type Applicant, type Funnel, type FunnelStep } from '#shared/domain/report/funnel'

import {
  applicantsPage,
  knownStages,
  type ApplicantPage,
  type ApplicantPlace,
  type VacancyWish,
} from '../store/applicants'
import type { Period } from '../store/case-selection'
import type { Store } from '../store/store'
import { giveTurn } from './turn'

const APPLICANTS_AT_ONCE = 300
/** More than this nobody reads; the number itself says how many there are. */
const PEOPLE_SHOWN = 500

/** The funnel of each vacancy to which somebody responded in the period. */
export async function vacancyFunnel(store: Store, period: Period): Promise<Funnel> {
  const all: Applicant[] = []
  for await (const page of pagesOf(store, period, null)) all.push(...page)
  return funnelOf(all)
}

/** Who made this step, in the order in which they responded. */
export async function peopleBehind(
  store: Store,
  period: Period,
  step: FunnelStep,
  wish: VacancyWish | null,
): Promise<readonly Applicant[]> {
  const found: Applicant[] = []
  for await (const page of pagesOf(store, period, wish)) {
    found.push(...page.filter(({ made }) => made[step]))
    if (found.length >= PEOPLE_SHOWN) break
  }
  return found.slice(0, PEOPLE_SHOWN)
}

async function* pagesOf(store: Store, period: Period, wish: VacancyWish | null) {
  const stages = await store.read(knownStages)
  for (let after: ApplicantPlace | null = null; ;) {
    const place: ApplicantPlace | null = after
    const page: ApplicantPage = await store.read((view) =>
      applicantsPage(view, period, stages, wish, place, APPLICANTS_AT_ONCE),
    )
    yield page.applicants
    after = page.last
    await giveTurn()
    if (after === null) return
  }
}
