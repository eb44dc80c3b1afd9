import { randomBytes } from 'node:crypto'

import type { Clock } from '#shared/lib/clock'
import { Emitter } from '#shared/lib/emitter'

import { negotiationsRefusal, notFound, topicNotFound } from './api-error'
import type { Chat, Employer, Manager, Message, Participant, Resume, StoredFile, Topic, Vacancy } from './model'

export interface MessageEvent {
  readonly chat: Chat
  readonly message: Message
}

export interface StageEvent {
  readonly topic: Topic
  readonly from: string
  readonly manager: Manager
}

export interface VacancyEvent {
  readonly vacancy: Vacancy
  readonly what: VacancyChange
}

export type VacancyChange = 'published' | 'changed' | 'prolonged' | 'archived'

export interface NewMessage {
  readonly sender: Participant
  readonly type?: Message['type']
  readonly text?: string
  readonly file?: StoredFile
  readonly moved?: Participant
  readonly isOfStage?: boolean
  readonly createdAtMs?: number
}

export interface Comment {
  readonly id: string
  readonly applicantId: string
  readonly author: Manager
  readonly createdAtMs: number
  text: string
  access: 'coworkers' | 'owner'
}

/** Everything one hh.ru knows. Has no rules and knows nothing of HTTP. */
export class World {
  readonly messageAdded = new Emitter<MessageEvent>(rethrow)
  readonly topicAdded = new Emitter<Topic>(rethrow)
  readonly stageMoved = new Emitter<StageEvent>(rethrow)
  readonly vacancyChanged = new Emitter<VacancyEvent>(rethrow)
  readonly managers: Manager[] = []
  readonly vacancies = new Map<string, Vacancy>()
  readonly resumes = new Map<string, Resume>()
  readonly topics = new Map<string, Topic>()
  readonly chats = new Map<string, Chat>()
  readonly files = new Map<string, StoredFile>()
  readonly comments = new Map<string, Comment>()
  baseUrl = ''
  private lastNumber = 8_800_500

  constructor(readonly clock: Clock) {}

  /** One sequence for all, so that ids grow with time. */
  newId(): string {
    this.lastNumber += 1
    return String(this.lastNumber)
  }

  /** From here on ids are not those of a sandbox that ran before and began with the same. */
  countFrom(number: number): void {
    this.lastNumber = Math.max(this.lastNumber, number)
  }

  newHash(): string {
    return randomBytes(19).toString('hex')
  }

  accountsOf(userId: string): Manager[] {
    return this.managers.filter((manager) => manager.userId === userId)
  }

  manager(id: string): Manager {
    const found = this.managers.find((manager) => manager.id === id)
    if (!found) throw notFound()
    return found
  }

  colleagues(employer: Employer): Manager[] {
    return this.managers.filter((manager) => manager.employer.id === employer.id)
  }

  vacanciesOf(employer: Employer, state: Vacancy['state']): Vacancy[] {
    return [...this.vacancies.values()].filter((vacancy) => vacancy.employer === employer && vacancy.state === state)
  }

  /** Of the manager's own employer; another's is an `invalid_vacancy`. */
  ownVacancy(manager: Manager, id: string): Vacancy {
    const found = this.vacancies.get(id)
    if (!found || found.employer !== manager.employer) throw negotiationsRefusal('invalid_vacancy')
    return found
  }

  resume(id: string): Resume {
    const found = this.resumes.get(id)
    if (!found || found.isGone) throw notFound()
    return found
  }

  ownTopic(manager: Manager, id: string): Topic {
    const found = this.topics.get(id)
    if (!found || found.vacancy.employer !== manager.employer) throw topicNotFound()
    return found
  }

  topicsOf(vacancy: Vacancy): Topic[] {
    return [...this.topics.values()].filter((topic) => topic.vacancy === vacancy)
  }

  topicOf(chat: Chat): Topic | null {
    return [...this.topics.values()].find((topic) => topic.chat === chat) ?? null
  }

  chat(id: string): Chat {
    const found = this.chats.get(id)
    if (!found) throw notFound()
    return found
  }

  addChat(details: Pick<Chat, 'type' | 'employer' | 'vacancy' | 'resume' | 'createdAtMs'>): Chat {
    const chat: Chat = {
      ...details,
      id: this.newId(),
      participants: [],
      messages: [],
      isArchived: false,
      isLimitReached: false,
      isEmployerUntrusted: false,
      canApplicantWrite: true,
    }
    const { person, areNamesHidden } = details.resume
    // The title of a chat with hidden names is not documented.
    const name = areNamesHidden ? 'Соискатель' : `${person.firstName} ${person.lastName}`
    this.addParticipant(chat, { name, role: 'APPLICANT', managerId: null })
    this.chats.set(chat.id, chat)
    return chat
  }

  addParticipant(
    chat: Chat,
    details: Pick<Participant, 'name' | 'role' | 'managerId'> & { readonly isActive?: boolean },
  ): Participant {
    const participant = { isActive: true, ...details, id: this.newId(), lastViewedId: null }
    chat.participants.push(participant)
    return participant
  }

  addMessage(chat: Chat, message: NewMessage): Message {
    const added: Message = {
      id: this.newId(),
      type: message.type ?? 'SIMPLE',
      sender: message.sender,
      createdAtMs: message.createdAtMs ?? this.clock.now(),
      changedAtMs: null,
      text: message.text ?? null,
      file: message.file ?? null,
      moved: message.moved ?? null,
      isOfStage: message.isOfStage ?? false,
      isDeleted: false,
    }
    chat.messages.push(added)
    message.sender.lastViewedId = added.id
    this.messageAdded.emit({ chat, message: added })
    return added
  }

  addFile(file: Omit<StoredFile, 'id'>): StoredFile {
    const stored = { ...file, id: randomBytes(12).toString('hex') }
    this.files.set(stored.id, stored)
    return stored
  }
}

function rethrow(error: unknown): never {
  throw error
}
