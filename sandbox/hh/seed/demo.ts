import { drawScene } from '../../lib/scenes'
import type { HhContext } from '../context'
import type { HhControl } from '../control'
import { makeVacancy } from '../make-vacancy'
import type { Chat, Manager, Topic, Vacancy } from '../model'
import { applicantOf } from '../rules/chat-rules'
import { FUNNELS, toldState } from '../rules/funnel'
import { openTopic, seatOf } from '../rules/negotiation-rules'
import type { World } from '../world'
import { demoCandidates } from './demo-candidates'
import { demoResponses, type DemoLine, type DemoResponse, type DemoVacancy } from './demo-responses'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

interface Said {
  readonly chat: Chat
  readonly topic: Topic | null
  readonly manager: Manager
  readonly line: DemoLine
}

/** «Ромашка» in the middle of a working week: three vacancies, twelve candidates, one chat without a vacancy. */
export async function seedDemo({ world }: HhContext, control: HhControl): Promise<void> {
  const [irina, pavel] = world.managers
  if (!irina || !pavel) throw new Error('The demo needs its staff')
  const vacancies: Readonly<Record<DemoVacancy, Vacancy>> = {
    Флорист: makeVacancy(world, {
      name: 'Флорист',
      manager: irina,
      funnel: FUNNELS.usual,
      salary: 75_000,
      description: '<p>Букеты, витрина, <strong>касса</strong>. График 2/2.</p>',
      ageMs: 9 * DAY_MS,
    }),
    'Водитель-курьер': makeVacancy(world, {
      name: 'Водитель-курьер',
      manager: irina,
      funnel: FUNNELS.mass,
      description: '<p>Доставка букетов на нашей машине.</p>',
      ageMs: 8 * DAY_MS,
    }),
    'Администратор шоурума': makeVacancy(world, {
      name: 'Администратор шоурума',
      manager: pavel,
      funnel: FUNNELS.own,
      salary: 65_000,
      ageMs: 7 * DAY_MS,
    }),
  }
  const past = { manager: irina, funnel: FUNNELS.usual, ageMs: 60 * DAY_MS }
  makeVacancy(world, { ...past, name: 'Кладовщик', state: 'archived' })
  makeVacancy(world, { ...past, name: 'Бухгалтер', state: 'hidden' })

  const said: Said[] = []
  for (const demo of demoResponses.toSorted((a, b) => b.minutesAgo - a.minutesAgo)) {
    const topic = await respond(world, control, demo, vacancies[demo.vacancy])
    for (const line of demo.lines) said.push({ chat: topic.chat, topic, manager: topic.vacancy.manager, line })
  }
  await control.addResume(demoCandidates.lebedev)
  said.push(...talkWithoutVacancy(world, irina))
  // Ids grow with time, whichever chat they are in.
  for (const entry of said.toSorted((a, b) => b.line.minutesAgo - a.line.minutesAgo)) say(world, entry)
  for (const demo of demoResponses.filter(({ isGone }) => isGone)) goneIn(world, demo)
}

async function respond(world: World, control: HhControl, demo: DemoResponse, vacancy: Vacancy): Promise<Topic> {
  const { resumeId } = await control.addResume(demoCandidates[demo.who])
  const isResponse = demo.isInvited !== true
  const topic = openTopic(world, {
    vacancy,
    resume: world.resume(resumeId),
    source: demo.source ?? 'NEGOTIATION',
    createdAtMs: world.clock.now() - demo.minutesAgo * MINUTE_MS,
    state: 'response',
    employerState: demo.stage ?? 'response',
    isResponse,
  })
  topic.isOpened = demo.stage !== undefined || !isResponse
  return topic
}

function say(world: World, { chat, topic, manager, line }: Said): void {
  const createdAtMs = world.clock.now() - line.minutesAgo * MINUTE_MS
  const [applicant, seat] = [applicantOf(chat), seatOf(world, chat, manager)]
  const [sender, other] = line.by === 'candidate' ? [applicant, seat] : [seat, applicant]
  const bytes = line.image && drawScene(line.image, 640, 480)
  const file = bytes && world.addFile({ name: `${line.image ?? ''}.png`, mimeType: 'image/png', bytes })
  const { id } = world.addMessage(chat, {
    sender,
    createdAtMs,
    isOfStage: line.stage !== undefined,
    ...(line.text === undefined ? {} : { text: line.text }),
    ...(file ? { file } : {}),
  })
  if (!line.isUnread) other.lastViewedId = id
  if (!topic) return
  if (line.by === 'manager') Object.assign(topic, { isOpened: true, isViewedByApplicant: true })
  if (line.stage === undefined) return
  topic.employerState = line.stage
  topic.state = toldState(line.stage) ?? topic.state
  topic.updatedAtMs = createdAtMs
}

/** With somebody whose contacts are open. */
function talkWithoutVacancy(world: World, manager: Manager): Said[] {
  const resume = [...world.resumes.values()].find(({ areContactsOpen }) => areContactsOpen)
  if (!resume) return []
  const createdAtMs = world.clock.now() - 3 * DAY_MS
  const chat = world.addChat({ type: 'COMMON', employer: manager.employer, vacancy: null, resume, createdAtMs })
  seatOf(world, chat, manager).isActive = true
  const lines: DemoLine[] = [
    {
      by: 'manager',
      minutesAgo: 4320,
      text: 'Ольга, здравствуйте! Скоро открываем второй шоурум. Вам было бы интересно?',
    },
    { by: 'candidate', minutesAgo: 4200, text: 'Здравствуйте! Да, расскажите, пожалуйста, подробнее.' },
  ]
  return lines.map((line) => ({ chat, topic: null, manager, line }))
}

function goneIn(world: World, { who }: DemoResponse): void {
  const { phone } = demoCandidates[who].person
  for (const resume of world.resumes.values()) if (resume.person.phone === phone) resume.isGone = true
}
