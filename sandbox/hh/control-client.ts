import { remoteControl } from '../lib/remote-control'
import type { HhControl } from './control'

/** The same control from another process. */
export function createHhControlClient(controlUrl: string): HhControl {
  const bind = remoteControl<HhControl>(controlUrl)
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
