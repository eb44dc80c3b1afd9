import type { AvitoControl } from './control'

/** The same control from another process: `POST {controlUrl}/<method>` with `{"args":[…]}`. */
export function createAvitoControlClient(controlUrl: string): AvitoControl {
  async function call(method: keyof AvitoControl, args: readonly unknown[]): Promise<unknown> {
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
    <Name extends keyof AvitoControl>(method: Name) =>
    (...args: Parameters<AvitoControl[Name]>) =>
      call(method, args) as ReturnType<AvitoControl[Name]>
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
