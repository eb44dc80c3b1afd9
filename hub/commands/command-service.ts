import type { CommandEnvelope, CommandRefusal } from '#shared/contract/commands'
import type { AgentId, CommandId } from '#shared/domain/ids'
import { isAllowed } from '#shared/domain/access'
import type { Clock } from '#shared/lib/clock'

import { actorOf, type Caller } from '../accounts/caller'
import { agentsByIds } from '../store/agents'
import { outcomeOf, recordOutcome } from '../store/applied-commands'
import { isUnkeepable } from '../store/server/away'
import type { Read, Write } from '../store/store'
import { hearRecording, markCallsSeen, recordCall, remarkOnCall } from './call-commands'
import { claimCase, closeCase, returnCase, transferCase } from './case-commands'
import { pinCase, setCasePriority, setCaseTopic } from './case-details'
import { deleteMessage, type Effect } from './channel-commands'
import { markRead, markUnread, setClientPhone } from './chat-commands'
import { createClientCard, linkClientCard, linkDeal, linkOrganisation, saveClientCard } from './client-card-commands'
import { COMMAND_ACCESS } from './command-access'
import type { CommandContext } from './command-context'
import { blockClient, inviteToVacancy, leaveChat, moveStage, unblockClient } from './deed-commands'
import { editMessage } from './edit-message'
import { mergeClientCards, undoMerge } from './merge-commands'
import { refusal } from './refusal'
import { addNote } from './note-commands'
import { discardMessage, retryMessage } from './queue-commands'
import { sendMessage } from './send-message'
import { snoozeCase, unsnoozeCase } from './snooze-commands'
import { startChat } from './start-chat'
import { setStatus } from './status-command'
import { watchChat, whisper } from './supervision-commands'
import { callBack, hangUpPbxCall, transferPbxCall } from '../telephony/mango/request-commands'

/** Applies each command once, however often it arrives; a repeat gets the first outcome again. */
export class CommandService {
  private readonly underWay = new Map<CommandId, Promise<CommandRefusal | null>>()

  constructor(
    private readonly context: CommandContext,
    private readonly clock: Clock,
    /** Something may have to be sent. */
    private readonly applied: () => void,
  ) {}

  /** Resolves when the outcome is durable: `null` if applied, else why not. */
  apply(envelope: CommandEnvelope, caller: Caller): Promise<CommandRefusal | null> {
    const running = this.underWay.get(envelope.id)
    if (running) return running
    const work = this.applyOnce(envelope, caller).finally(() => {
      this.underWay.delete(envelope.id)
    })
    this.underWay.set(envelope.id, work)
    return work
  }

  private async applyOnce(envelope: CommandEnvelope, caller: Caller): Promise<CommandRefusal | null> {
    const effect = await this.prepare(envelope, caller)
    if (effect.kind === 'known') return effect.outcome
    const outcome = await this.decide(envelope, caller, effect.run).catch((error: unknown) => {
      if (!isUnkeepable(error)) throw error
      // A desk that was told nothing would send it again and again, and nothing after it.
      return this.decide(envelope, caller, async () => refusal('invalid', 'a value that cannot be kept'))
    })
    this.applied()
    return outcome
  }

  private decide(envelope: CommandEnvelope, caller: Caller, run: Effect): Promise<CommandRefusal | null> {
    return this.context.store.write(async (tx) => {
      const known = await outcomeOf(tx, envelope.id)
      if (known !== undefined) return known
      // As of this transaction: a session that was ended before it does nothing any more.
      const denied = await this.denial(tx, envelope, caller)
      const refused = denied ?? (await run(tx))
      await recordOutcome(tx, envelope.id, envelope.name, refused)
      return refused
    })
  }

  private async prepare(
    envelope: CommandEnvelope,
    caller: Caller,
  ): Promise<{ kind: 'effect'; run: Effect } | { kind: 'known'; outcome: CommandRefusal | null }> {
    if (envelope.name !== 'deleteMessage') {
      return { kind: 'effect', run: (tx) => this.effectOf(tx, envelope, caller) }
    }
    const known = await this.context.store.read((view) => outcomeOf(view, envelope.id))
    if (known !== undefined) return { kind: 'known', outcome: known }
    const denied = await this.context.store.read((view) => this.denial(view, envelope, caller))
    if (denied) return { kind: 'effect', run: async () => denied }
    const actor = actorOf(caller, envelope.by)
    return { kind: 'effect', run: await deleteMessage(this.context, actor, envelope.args, this.clock.now()) }
  }

  private async denial(
    view: Read,
    { name, by }: Pick<CommandEnvelope, 'name' | 'by'>,
    caller: Caller,
  ): Promise<CommandRefusal | null> {
    const { role, agentId, sessionId } = await this.context.gate.recheck(view, caller)
    if (!isAllowed(role, COMMAND_ACCESS[name])) return refusal('notAllowed', COMMAND_ACCESS[name])
    if (by === undefined) return null
    if (sessionId !== null) return by === agentId ? null : refusal('notAllowed', 'by')
    return (await worksHere(view, by)) ? null : refusal('unknownReceiver', 'by')
  }

  private async effectOf(
    tx: Write,
    envelope: Exclude<CommandEnvelope, { name: 'deleteMessage' }>,
    caller: Caller,
  ): Promise<CommandRefusal | null> {
    const { context } = this
    const actor = actorOf(caller, envelope.by)
    switch (envelope.name) {
      case 'sendMessage':
        return sendMessage(tx, context, actor, envelope.args)
      case 'retryMessage':
        return retryMessage(tx, context, envelope.args)
      case 'discardMessage':
        return discardMessage(tx, envelope.args)
      case 'editMessage':
        return editMessage(tx, context, actor, envelope.args)
      case 'markUnread':
        return markUnread(tx, envelope.args)
      case 'blockClient':
        return blockClient(tx, context, actor, envelope.args)
      case 'unblockClient':
        return unblockClient(tx, context, actor, envelope.args)
      case 'leaveChat':
        return leaveChat(tx, context, actor, envelope.args)
      case 'startChat':
        return startChat(tx, context, actor, envelope.args)
      case 'inviteToVacancy':
        return inviteToVacancy(tx, context, actor, envelope.args)
      case 'moveStage':
        return moveStage(tx, context, actor, envelope.args)
      case 'markRead':
        return markRead(tx, context, envelope.args)
      case 'setClientPhone':
        return setClientPhone(tx, envelope.args)
      case 'recordCall':
        return recordCall(tx, context, actor, envelope.args)
      case 'hearRecording':
        return hearRecording(tx, actor, envelope.args)
      case 'remarkOnCall':
        return remarkOnCall(tx, actor, envelope.args)
      case 'markCallsSeen':
        return markCallsSeen(tx, envelope.args)
      case 'callBack':
        return callBack(tx, { id: envelope.id, agentId: actor }, envelope.args)
      case 'hangUpPbxCall':
        return hangUpPbxCall(tx, { id: envelope.id, agentId: actor }, envelope.args)
      case 'transferPbxCall':
        return transferPbxCall(tx, { id: envelope.id, agentId: actor }, envelope.args)
      case 'setStatus':
        return setStatus(tx, actor, envelope.args)
      case 'claimCase':
        return claimCase(tx, context, actor, envelope.args)
      case 'transferCase':
        return transferCase(tx, context, actor, envelope.args)
      case 'returnCase':
        return returnCase(tx, context, envelope.args)
      case 'closeCase':
        return closeCase(tx, context, actor, envelope.args)
      case 'snoozeCase':
        return snoozeCase(tx, context, actor, envelope.args)
      case 'unsnoozeCase':
        return unsnoozeCase(tx, context, actor, envelope.args)
      case 'setCaseTopic':
        return setCaseTopic(tx, context, actor, envelope.args)
      case 'setCasePriority':
        return setCasePriority(tx, envelope.args)
      case 'pinCase':
        return pinCase(tx, actor, envelope.args)
      case 'addNote':
        return addNote(tx, actor, envelope.args)
      case 'whisper':
        return whisper(tx, actor, envelope.args)
      case 'watchChat':
        return watchChat(tx, context, actor, envelope.args)
      case 'createClientCard':
        return createClientCard(tx, envelope.args)
      case 'saveClientCard':
        return saveClientCard(tx, envelope.args)
      case 'linkClientCard':
        return linkClientCard(tx, envelope.args)
      case 'linkDeal':
        return linkDeal(tx, envelope.args)
      case 'linkOrganisation':
        return linkOrganisation(tx, envelope.args)
      case 'mergeClientCards':
        return mergeClientCards(tx, envelope.args)
      case 'undoMerge':
        return undoMerge(tx, envelope.args)
    }
  }
}

/** The desk of an embedded hub is believed who it speaks for; it has to be somebody who works here. */
async function worksHere(view: Read, id: AgentId): Promise<boolean> {
  const [agent] = await agentsByIds(view, [id])
  return agent !== undefined && !agent.isRemoved
}
