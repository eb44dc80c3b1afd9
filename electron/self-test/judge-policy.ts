import type { Policy } from '#shared/contract/policy/policy'
import { failed, passed, skipped, type Found } from '#shared/domain/self-test/row'

/** Keys and kinds alone: values are the company's. */
export function judgePolicy({ places, rules, problems }: Pick<Policy, 'places' | 'rules' | 'problems'>): Found {
  const isUnreadable = problems.some(({ problem }) => problem === 'unreadable' || problem === 'notJson')
  if (problems.length > 0)
    return failed(isUnreadable ? 'policyUnreadable' : 'policyValues', {
      count: String(problems.length),
      keys: problems.map(({ key, problem }) => `${key ?? '–'}: ${problem}`).join(', '),
    })
  return places.length === 0 ? skipped('notSetUp') : passed({ count: String(rules.size) })
}
