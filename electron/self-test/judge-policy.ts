import { managedSetting } from '#shared/contract/policy/catalogue'
import type { Policy } from '#shared/contract/policy/policy'
import { failed, passed, skipped, type Found } from '#shared/domain/self-test/row'

/** Known keys and kinds alone: what else stands there is the company's. */
export function judgePolicy({ places, rules, problems }: Pick<Policy, 'places' | 'rules' | 'problems'>): Found {
  const isUnreadable = problems.some(({ problem }) => problem === 'unreadable' || problem === 'notJson')
  const foreign = problems.find(({ problem }) => problem === 'othersMayWrite')
  if (foreign) return failed('policyInOtherHands', { address: foreign.came })
  if (problems.length > 0)
    return failed(isUnreadable ? 'policyUnreadable' : 'policyValues', {
      count: String(problems.length),
      keys: problems
        .map(({ key, problem }) => `${key !== null && managedSetting(key) ? key : '–'}: ${problem}`)
        .join(', '),
    })
  return places.length === 0 ? skipped('notSetUp') : passed({ count: String(rules.size) })
}
