import type { HhControl } from './control'

/** The same control from another process: `POST {controlUrl}/<method>` with `{"args":[…]}`. */
export function createHhControlClient(controlUrl: string): HhControl {
  async function call(method: keyof HhControl, args: readonly unknown[]): Promise<unknown> {
    const answer = await fetch(`${controlUrl}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ args }),
    })
    const body: unknown = await answer.json()
    if (!answer.ok) throw new Error(`Sandbox control ${method} failed: ${JSON.stringify(body)}`)
    return body
  }
  // Both ends are compiled from the one interface, so the answers are taken at their word.
  const bind =
    <Name extends keyof HhControl>(method: Name) =>
    (...args: Parameters<HhControl[Name]>) =>
      call(method, args) as ReturnType<HhControl[Name]>
  return {
    grant: bind('grant'),
    managers: bind('managers'),
    addVacancy: bind('addVacancy'),
    vacancies: bind('vacancies'),
    vacancyHappens: bind('vacancyHappens'),
    setAllowsMessages: bind('setAllowsMessages'),
    addResume: bind('addResume'),
    setResume: bind('setResume'),
    candidateResponds: bind('candidateResponds'),
    candidateWrites: bind('candidateWrites'),
    candidateEdits: bind('candidateEdits'),
    candidateDeletes: bind('candidateDeletes'),
    candidateReads: bind('candidateReads'),
    candidateRefuses: bind('candidateRefuses'),
    seenByApplicant: bind('seenByApplicant'),
    stateForApplicant: bind('stateForApplicant'),
    managerWritesOutside: bind('managerWritesOutside'),
    managerMovesOutside: bind('managerMovesOutside'),
    addManager: bind('addManager'),
    archiveChat: bind('archiveChat'),
    setLimitReached: bind('setLimitReached'),
    setMessaging: bind('setMessaging'),
    chats: bind('chats'),
    topics: bind('topics'),
    received: bind('received'),
    expireAccessTokens: bind('expireAccessTokens'),
    revokeAccess: bind('revokeAccess'),
    forbidAccount: bind('forbidAccount'),
    expireUploadLinks: bind('expireUploadLinks'),
    setPaidGroup: bind('setPaidGroup'),
    change: bind('change'),
    inject: bind('inject'),
    clearFaults: bind('clearFaults'),
    setWebhook: bind('setWebhook'),
    webhooks: bind('webhooks'),
    advanceClock: bind('advanceClock'),
    stats: bind('stats'),
  }
}
