/** What a number of the sandbox does when it is called. */
export type CalleeKind = 'tone' | 'echo' | 'silence' | 'ring' | 'busy' | 'decline' | 'noanswer'

const NUMBERS: Readonly<Record<string, CalleeKind>> = {
  tone: 'tone',
  '1001': 'tone',
  '+74950000440': 'tone',
  echo: 'echo',
  '1002': 'echo',
  ring: 'ring',
  '1003': 'ring',
  busy: 'busy',
  '1004': 'busy',
  decline: 'decline',
  '1005': 'decline',
  noanswer: 'noanswer',
  '1006': 'noanswer',
  silence: 'silence',
  '1007': 'silence',
}

/** How a callee goes on after the 180, which is always sent at once. */
export type CalleePlan =
  | { readonly kind: 'answer'; readonly afterMs: number; readonly plays: 'tone' | 'echo' | 'silence' }
  | { readonly kind: 'refuse'; readonly afterMs: number; readonly status: number; readonly rings: boolean }
  | { readonly kind: 'ring' }

const ANSWER_AFTER_MS = 200
const NO_ANSWER_AFTER_MS = 20_000

const PLANS: Readonly<Record<CalleeKind, CalleePlan>> = {
  tone: { kind: 'answer', afterMs: ANSWER_AFTER_MS, plays: 'tone' },
  echo: { kind: 'answer', afterMs: ANSWER_AFTER_MS, plays: 'echo' },
  silence: { kind: 'answer', afterMs: ANSWER_AFTER_MS, plays: 'silence' },
  ring: { kind: 'ring' },
  busy: { kind: 'refuse', afterMs: 0, status: 486, rings: false },
  decline: { kind: 'refuse', afterMs: 0, status: 603, rings: false },
  noanswer: { kind: 'refuse', afterMs: NO_ANSWER_AFTER_MS, status: 480, rings: true },
}

/** Dialled numbers may come as 8XXXXXXXXXX, 7XXXXXXXXXX or with separators; the plan knows one form. */
export function findCallee(dialled: string): { kind: CalleeKind; plan: CalleePlan } | undefined {
  const digits = dialled.replace(/[\s()-]/g, '')
  const canonical = /^[78]\d{10}$/.test(digits) ? `+7${digits.slice(1)}` : digits.toLowerCase()
  const kind = Object.hasOwn(NUMBERS, canonical) ? NUMBERS[canonical] : undefined
  return kind && { kind, plan: PLANS[kind] }
}

export function calleeNumbers(): Record<CalleeKind, string[]> {
  const byKind: Record<CalleeKind, string[]> = {
    tone: [],
    echo: [],
    silence: [],
    ring: [],
    busy: [],
    decline: [],
    noanswer: [],
  }
  for (const [number, kind] of Object.entries(NUMBERS)) byKind[kind].push(number)
  return byKind
}
