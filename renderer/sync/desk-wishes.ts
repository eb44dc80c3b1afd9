import type { CaseRepository } from '../data/case.repository'
import type { DeedRepository } from '../data/deed.repository'
import type { DeskData } from '../data/desk-data'
import type { OutboxRepository } from '../data/outbox.repository'
import type { RemarkRepository } from '../data/remark.repository'

/** What the person here wants done: durable before anybody hears of it. */
export function wishesOf(
  outbox: OutboxRepository,
  cases: CaseRepository,
  deeds: DeedRepository,
  remarks: RemarkRepository,
) {
  return {
    noteSeen: (id, messages) => {
      outbox.sight.note(id, messages)
    },
    sendText: (id, text, sendAtMs) => outbox.sendText(id, text, sendAtMs),
    sendImage: (id, image, sendAtMs) => outbox.sendImage(id, image, sendAtMs),
    sendFile: (id, file, sendAtMs) => outbox.sendFile(id, file, sendAtMs),
    retryMessage: (id) => outbox.retryMessage(id),
    discardMessage: (id) => outbox.discardMessage(id),
    deleteMessage: (id) => outbox.deleteMessage(id),
    editMessage: (id, text) => outbox.editMessage(id, text),
    markRead: (id) => outbox.markRead(id),
    markUnread: (id) => outbox.markUnread(id),
    blockClient: (id, reason) => outbox.blockClient(id, reason),
    unblockClient: (id) => deeds.unblockClient(id),
    leaveChat: (id) => deeds.leaveChat(id),
    moveStage: (id, draft) => deeds.moveStage(id, draft),
    inviteToVacancy: (id, draft) => deeds.inviteToVacancy(id, draft),
    startChat: (beginning) => deeds.startChat(beginning),
    setClientPhone: (id, phone) => outbox.setClientPhone(id, phone),
    markCallsSeen: (ids) => outbox.markCallsSeen(ids),
    readCallRemark: (id) => remarks.readRemark(id),
    saveCallRemarkDraft: (id, text) => remarks.saveDraft(id, text),
    remarkOnCall: (id, text) => remarks.send(id, text),
    sendCallRemarks: (runningIds) => remarks.sendOfEnded(runningIds),
    callBack: (number) => deeds.callBack(number),
    hangUpPbxCall: (id) => deeds.hangUpPbxCall(id),
    transferPbxCall: (id, extension) => deeds.transferPbxCall(id, extension),
    actAs: (id) => cases.actAs(id),
    setStatus: (status, untilMs, ownStatusId) => cases.setStatus(status, untilMs, ownStatusId),
    claimCase: (id) => cases.claimCase(id),
    transferCase: (id, to, note) => cases.transferCase(id, to, note),
    returnCase: (id) => cases.returnCase(id),
    closeCase: (id) => cases.closeCase(id),
    snoozeCase: (id, untilMs) => cases.snoozeCase(id, untilMs),
    unsnoozeCase: (id) => cases.unsnoozeCase(id),
    setCaseTopic: (id, topicId) => cases.setCaseTopic(id, topicId),
    setCasePriority: (id, priority) => cases.setCasePriority(id, priority),
    pinCase: (id, isPinned) => cases.pinCase(id, isPinned),
    linkDeal: (id, title) => cases.linkDeal(id, title),
    linkOrganisation: (id, name) => cases.linkOrganisation(id, name),
    whisper: (id, to, text) => outbox.whisper(id, to, text),
    watchChat: (id) => outbox.watchChat(id),
    hearRecording: (id) => outbox.hearRecording(id),
    addNote: (id, text, mentions) => outbox.addNote(id, text, mentions),
    createClientCard: (id, card) => cases.createClientCard(id, card),
    saveClientCard: (id, cardId, card) => cases.saveClientCard(id, cardId, card),
    linkClientCard: (id, cardId) => cases.linkClientCard(id, cardId),
    mergeClientCards: (id, from, into) => cases.mergeClientCards(id, from, into),
    undoMerge: (id, mergeId) => cases.undoMerge(id, mergeId),
  } satisfies Partial<DeskData>
}
