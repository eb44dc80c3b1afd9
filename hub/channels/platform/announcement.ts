import type { JobResponse } from '#shared/domain/job-response'

import type { IngestedChat, IngestedMessage } from '../channel'

/** Begins the name of what stands for a response: its announcement, and its conversation while there is none. */
export const RESPONSE_PREFIX = 'response:'

/** «Отклик на вакансию: …» (spec Q3). Before whatever is written in the same second: the platforms' times are whole ones. */
export function announcementOf(chat: IngestedChat, response: JobResponse, isBackfill: boolean): IngestedMessage {
  return {
    chatExternalId: chat.externalId,
    externalId: `${RESPONSE_PREFIX}${response.externalId}`,
    atMs: response.respondedAtMs - 1,
    direction: 'system',
    authorName: null,
    content: { kind: 'response', vacancyTitle: response.vacancy.title, how: response.how },
    quote: null,
    readAtMs: null,
    // The past is nobody's news.
    isReadByUs: isBackfill,
    isBackfill,
  }
}
