import { remoteControl } from '../lib/remote-control'
import type { AvitoControl } from './control'

/** The same control from another process. */
export function createAvitoControlClient(controlUrl: string): AvitoControl {
  const bind = remoteControl<AvitoControl>(controlUrl)
  return {
    clientWrites: bind('clientWrites'),
    clientReads: bind('clientReads'),
    agentWritesOutside: bind('agentWritesOutside'),
    deleteChat: bind('deleteChat'),
    chats: bind('chats'),
    messages: bind('messages'),
    received: bind('received'),
    expireAccessTokens: bind('expireAccessTokens'),
    revokeRefreshTokens: bind('revokeRefreshTokens'),
    expireVoiceLinks: bind('expireVoiceLinks'),
    forgetVoices: bind('forgetVoices'),
    setTariff: bind('setTariff'),
    setRateLimit: bind('setRateLimit'),
    inject: bind('inject'),
    clearFaults: bind('clearFaults'),
    setWebhook: bind('setWebhook'),
    webhooks: bind('webhooks'),
    setListShape: bind('setListShape'),
    setRedirectUrl: bind('setRedirectUrl'),
    advanceClock: bind('advanceClock'),
    stats: bind('stats'),
    candidateResponds: bind('candidateResponds'),
    updateResponse: bind('updateResponse'),
    responses: bind('responses'),
    applicationWebhooks: bind('applicationWebhooks'),
    setApplicationWebhooks: bind('setApplicationWebhooks'),
    setEmployer: bind('setEmployer'),
  }
}
