import { drawScene, sceneNames } from '../lib/scenes'
import type { HhContext } from './context'
import type { Candidate, CandidateMessage, HhControl, SeenMessage } from './control'
import type { Chat, Message, Resume, StoredFile, Topic, Vacancy } from './model'
import { applicantOf, deleteMessage, editMessage, isViewedByOpponent, messageIn } from './rules/chat-rules'
import { FUNNELS } from './rules/funnel'
import { applicantViews, findTopic, openTopic } from './rules/negotiation-rules'
import { makeVacancy } from './make-vacancy'

type CandidateControl = Pick<
  HhControl,
  | 'addResume'
  | 'setResume'
  | 'candidateResponds'
  | 'candidateWrites'
  | 'candidateEdits'
  | 'candidateDeletes'
  | 'candidateReads'
  | 'candidateRefuses'
  | 'seenByApplicant'
  | 'stateForApplicant'
>

/** The applicant's side, of which the employer's API knows nothing. */
export function createCandidateControl(sandbox: HhContext): CandidateControl {
  const { world } = sandbox
  return {
    async addResume(candidate) {
      const { id, applicantId } = makeResume(sandbox, candidate)
      return { resumeId: id, applicantId }
    },
    async setResume(resumeId, change) {
      const resume = world.resumes.get(resumeId)
      if (!resume) throw new Error(`No such résumé: ${resumeId}`)
      Object.assign(resume, change)
    },
    async candidateResponds({ vacancy: wanted, candidate, resumeId, letter, source = 'NEGOTIATION', ageMs = 0 }) {
      const vacancy = vacancyNamed(sandbox, wanted)
      const createdAtMs = world.clock.now() - ageMs
      const resume = resumeId === undefined ? makeResume(sandbox, candidate, createdAtMs) : world.resume(resumeId)
      if (findTopic(world, vacancy, resume)) throw new Error('Responded already: one response per vacancy and résumé')
      const opened = { state: 'response', employerState: 'response', isResponse: true } as const
      const topic = openTopic(world, { vacancy, resume, source, createdAtMs, ...opened }, (chat) => {
        if (letter !== undefined) world.addMessage(chat, { sender: applicantOf(chat), text: letter, createdAtMs })
      })
      return { topicId: topic.id, chatId: topic.chat.id, resumeId: resume.id, vacancyId: vacancy.id }
    },
    async candidateWrites(chatId, message) {
      const chat = world.chat(chatId)
      if (!chat.canApplicantWrite || chat.isArchived) throw new Error('The employer does not let the applicant write')
      const added = world.addMessage(chat, { sender: applicantOf(chat), ...contentOf(sandbox, message) })
      viewTopic(sandbox, chat)
      return { messageId: added.id }
    },
    async candidateEdits(chatId, messageId, text) {
      editMessage(ownMessage(world.chat(chatId), messageId), text, world.clock.now())
    },
    async candidateDeletes(chatId, messageId) {
      deleteMessage(ownMessage(world.chat(chatId), messageId), world.clock.now())
    },
    async candidateReads(chatId) {
      const chat = world.chat(chatId)
      const last = chat.messages.at(-1)
      if (last) applicantOf(chat).lastViewedId = last.id
      viewTopic(sandbox, chat)
    },
    async candidateRefuses(topicId) {
      const topic = topicById(sandbox, topicId)
      const from = topic.employerState
      Object.assign(topic, { employerState: 'discard_by_applicant', updatedAtMs: world.clock.now(), isOpened: false })
      // Whom the event names when it was the applicant is not documented.
      world.stageMoved.emit({ topic, from, manager: topic.vacancy.manager })
    },
    async seenByApplicant(chatId) {
      const chat = world.chat(chatId)
      return chat.messages.filter(({ isDeleted }) => !isDeleted).map((message) => seenJson(chat, message))
    },
    async stateForApplicant(topicId) {
      return topicById(sandbox, topicId).state
    },
  }
}

function makeResume({ world }: HhContext, candidate: Candidate, createdAtMs = world.clock.now()): Resume {
  const resume: Resume = {
    id: world.newHash(),
    applicantId: world.newId(),
    person: candidate.person,
    text: candidate.text,
    createdAtMs,
    updatedAtMs: createdAtMs,
    hasPhoto: candidate.hasPhoto ?? false,
    areNamesHidden: candidate.areNamesHidden ?? false,
    arePhonesHidden: candidate.arePhonesHidden ?? false,
    areContactsOpen: candidate.areContactsOpen ?? false,
    isGone: false,
  }
  world.resumes.set(resume.id, resume)
  return resume
}

function vacancyNamed({ world }: HhContext, wanted: string): Vacancy {
  const all = [...world.vacancies.values()]
  const [manager] = world.managers
  const known = all.find(({ id, name }) => id === wanted || name === wanted)
  if (known) return known
  if (!manager) throw new Error('The sandbox has no managers')
  return makeVacancy(world, { name: wanted, manager, funnel: FUNNELS.usual })
}

function topicById({ world }: HhContext, id: string): Topic {
  const topic = world.topics.get(id)
  if (!topic) throw new Error(`No such response: ${id}`)
  return topic
}

function viewTopic({ world }: HhContext, chat: Chat): void {
  const topic = world.topicOf(chat)
  if (topic) applicantViews(world, topic)
}

function ownMessage(chat: Chat, id: string): Message {
  const message = messageIn(chat, id)
  if (message.sender.role !== 'APPLICANT') throw new Error('Not a message of the applicant')
  return message
}

function contentOf(
  { world }: HhContext,
  { text, image, file }: CandidateMessage,
): { text?: string; file?: StoredFile } {
  if (text !== undefined) return { text }
  if (file) {
    const bytes = Buffer.from(file.base64, 'base64')
    return { file: world.addFile({ name: file.name, mimeType: file.mimeType, bytes }) }
  }
  const scene = sceneNames.find((name) => name === image)
  if (!scene) throw new Error(`Neither text nor file, and no such picture: ${String(image)}`)
  const bytes = drawScene(scene, 640, 480)
  return { file: world.addFile({ name: `${scene}.png`, mimeType: 'image/png', bytes }) }
}

function seenJson(chat: Chat, message: Message): SeenMessage {
  const { id, type, sender, text, file, changedAtMs } = message
  return {
    id,
    from: sender.role === 'APPLICANT' ? 'applicant' : 'employer',
    sender: sender.name,
    kind: type === 'SIMPLE' ? 'message' : type === 'PARTICIPANT_JOINED' ? 'joined' : 'left',
    text,
    file: file?.name ?? null,
    isEdited: changedAtMs !== null,
    isViewedByEmployer: sender.role === 'APPLICANT' && isViewedByOpponent(chat, message),
  }
}
