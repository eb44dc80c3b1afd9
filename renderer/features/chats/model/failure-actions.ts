import type { SendFailure } from '#shared/domain/delivery'

/** `edit` takes the text back into the composer. Giving up is always possible. */
export type FailureAction = 'retry' | 'edit'

/** What can help after each refusal; trying the same again is offered only where it can end differently. */
export const failureActions: Readonly<Record<SendFailure, readonly FailureAction[]>> = {
  tooLong: ['edit'],
  empty: ['edit'],
  imageTooLarge: [],
  imageTypeUnsupported: [],
  imageUnreadable: [],
  fileTooLarge: [],
  fileTypeUnsupported: [],
  spam: ['edit'],
  chatGone: ['edit'],
  chatReadOnly: ['edit'],
  clientBlocked: ['edit'],
  notAuthorised: ['retry'],
  tariff: ['retry'],
  forbidden: ['retry'],
  rejected: ['retry', 'edit'],
  fileMissing: [],
  channelRemoved: ['edit'],
  answeredMeanwhile: ['retry', 'edit'],
  clientWroteMeanwhile: ['retry', 'edit'],
}
