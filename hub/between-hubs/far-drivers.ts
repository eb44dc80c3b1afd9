import { z } from 'zod'

import { channelId } from '#shared/contract/ids'
import type { ChannelId } from '#shared/domain/ids'

import type { AuthorisationResult, ChannelDriver } from '../channels/channel'
import type { ChannelSupervisor } from '../channels/supervisor'
import { candidateAnswer, consentAddress, consentResult, stageMovesAnswer, vacanciesAnswer } from './driver-answers'
import { NoAnswerError, type Questions } from './questions'

/** What a person may ask of a driver, whichever hub it works in. */
export type AskedDriver = Pick<
  ChannelDriver,
  'capabilities' | 'stageMoves' | 'vacancies' | 'candidateOf' | 'findCandidate'
>

const ofChannel = z.object({ channelId })
const ofChat = z.object({ channelId, chatExternalId: z.string() })
const ofReference = z.object({ channelId, reference: z.string() })
const query = z.record(z.string(), z.string())

/**
 * Questions to the drivers of other hubs' channels, and answers to theirs. All may be asked twice: what changes
 * something at a platform waits in the database for the hub that works for the channel.
 */
export class FarDrivers {
  constructor(
    private readonly channels: Pick<ChannelSupervisor, 'driverOf' | 'connectedDriverOf' | 'driverByState'>,
    private readonly questions: Questions,
  ) {
    const driverOf = (id: ChannelId) => channels.driverOf(id)
    questions.on('stageMoves', ofChat, (chat) => driverOf(chat.channelId)?.stageMoves?.(chat.chatExternalId) ?? null)
    questions.on('vacancies', ofChannel, (asked) => driverOf(asked.channelId)?.vacancies?.() ?? null)
    questions.on('candidateOf', ofChat, (chat) => driverOf(chat.channelId)?.candidateOf?.(chat.chatExternalId) ?? null)
    questions.on(
      'findCandidate',
      ofReference,
      (asked) => driverOf(asked.channelId)?.findCandidate?.(asked.reference) ?? null,
    )
    questions.on('beginConsent', ofChannel, (asked) => driverOf(asked.channelId)?.beginAuthorisation() ?? null)
    questions.on(
      'finishConsent',
      query,
      (asked) => channels.driverByState(asked['state'] ?? '')?.finishAuthorisation(asked) ?? null,
    )
  }

  /** `null`: no such channel. */
  of(id: ChannelId): AskedDriver | null {
    return this.channels.driverOf(id) ?? this.farOf(id)
  }

  /** `undefined`: no such channel. */
  async beginConsent(id: ChannelId): Promise<string | null | undefined> {
    const here = this.channels.driverOf(id)
    if (here) return here.beginAuthorisation()
    if (!this.channels.connectedDriverOf(id)) return undefined
    return this.questions.ask('beginConsent', { channelId: id }, consentAddress)
  }

  /** `null`: nobody began it. */
  async finishConsent(given: Readonly<Record<string, string>>): Promise<AuthorisationResult | null> {
    const here = this.channels.driverByState(given['state'] ?? '')
    if (here) return here.finishAuthorisation(given)
    try {
      return await this.questions.ask('finishConsent', given, consentResult)
    } catch (error) {
      if (error instanceof NoAnswerError && !error.wasTaken) return null
      throw error
    }
  }

  private farOf(channelId: ChannelId): AskedDriver | null {
    const resting = this.channels.connectedDriverOf(channelId)
    if (!resting) return null
    const { questions } = this
    return {
      capabilities: resting.capabilities,
      ...(resting.stageMoves && {
        stageMoves: (chatExternalId) => questions.ask('stageMoves', { channelId, chatExternalId }, stageMovesAnswer),
      }),
      ...(resting.vacancies && { vacancies: () => questions.ask('vacancies', { channelId }, vacanciesAnswer) }),
      ...(resting.candidateOf && {
        candidateOf: (chatExternalId) => questions.ask('candidateOf', { channelId, chatExternalId }, candidateAnswer),
      }),
      ...(resting.findCandidate && {
        findCandidate: (reference) => questions.ask('findCandidate', { channelId, reference }, candidateAnswer),
      }),
    }
  }
}
