import { z } from 'zod'

import type { ClientCard } from '../domain/client-card'
import { clientCardId } from './ids'

const NAME_LENGTH = 100
const COMMENT_LENGTH = 4000
const MANY = 20

export const clientCard = z.object({
  id: clientCardId,
  lastName: z.string(),
  firstName: z.string(),
  patronymic: z.string(),
  phones: z.array(z.string()).readonly(),
  emails: z.array(z.string()).readonly(),
  position: z.string(),
  comment: z.string(),
}) satisfies z.ZodType<ClientCard>

/** As a person fills it in; phones are normalised by the hub. */
export const clientCardDraft = z.object({
  lastName: z.string().trim().max(NAME_LENGTH),
  firstName: z.string().trim().max(NAME_LENGTH),
  patronymic: z.string().trim().max(NAME_LENGTH),
  phones: z.array(z.string().trim().min(1).max(32)).max(MANY),
  emails: z.array(z.string().trim().min(1).max(254)).max(MANY),
  position: z.string().trim().max(NAME_LENGTH),
  comment: z.string().trim().max(COMMENT_LENGTH),
})
