import { expect, it } from 'vitest'

import { botWebhookDocument } from './bot-webhook'

it('[Q5] the contract with bots stands in docs as the hub keeps it', async () => {
  await expect(`${JSON.stringify(botWebhookDocument(), null, 2)}\n`).toMatchFileSnapshot('../../docs/bots/openapi.json')
})
