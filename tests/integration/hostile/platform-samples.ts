/** One of each as the platform writes it (facts of each API), whole: what is left out of it is tried by leaving it out. */
export const AVITO_CHAT = {
  id: 'u2i-1',
  created: 1_768_000_000,
  updated: 1_768_000_100,
  context: {
    type: 'item',
    value: {
      id: 1,
      title: 'Водитель',
      price_string: '100 ₽',
      url: 'https://www.avito.ru/rezume/1',
      user_id: 2,
      images: { main: { '140x105': 'https://img/1' } },
    },
  },
  users: [
    {
      id: 2,
      name: 'Анна',
      public_user_profile: { avatar: { default: 'https://a', images: { '128x128': 'https://b' } } },
    },
  ],
  last_message: { id: 'm', created: 1_768_000_100, type: 'text', read: 1_768_000_200 },
}

export const AVITO_CONTENTS = {
  text: { text: 'Здравствуйте' },
  image: { image: { sizes: { '1280x960': 'https://img/2', '140x105': 'https://img/3' } } },
  link: { link: { text: 'x', url: 'https://a.ru', preview: { title: 't', description: 'd' } } },
  item: { item: { title: 'a', price_string: '1 ₽', item_url: 'https://a.ru', image_url: 'https://b' } },
  location: { location: { title: 'a', text: 'b', lat: 55.7, lon: 37.6 } },
  call: { call: { status: 'missed' } },
  voice: { voice: { voice_id: 'v' } },
}

export const AVITO_MESSAGE = {
  id: 'm1',
  author_id: 94_235_311,
  created: 1_768_000_000,
  direction: 'out',
  type: 'text',
  content: AVITO_CONTENTS.text,
  is_read: true,
  read: 1_768_000_300,
  quote: { author_id: 1, type: 'image', content: AVITO_CONTENTS.image },
}

export const APPLICATION = {
  id: '5f1',
  vacancy_id: 10,
  state: 'new',
  type: 'by_phone',
  created_at: '2026-01-10T11:00:00Z',
  updated_at: '2026-01-10T12:00:00Z',
  applicant: {
    id: 'a',
    resume_id: 7,
    data: { name: 'Анна', full_name: { last_name: 'Иванова', first_name: 'Анна', patronymic: '' } },
  },
  contacts: { chat: { value: 'u2i-1' }, phones: [{ value: '+7 900 000-00-01' }, { value: 79_000_000_002 }] },
  prevalidation: { summary: [{ label: 'Опыт', value: '3 года' }] },
}

export const AVITO_RESUME = {
  title: 'Водитель',
  description: 'Опыт',
  url: '/moskva/rezume/1',
  salary: 50_000,
  update_time: '2026-01-10T11:00:00Z',
  address_details: { address: null, location: 'Москва', metro: 'Сокол' },
  photos: [{ url: 'https://p' }],
  params: {
    age: '30',
    pol: 'Женский',
    nationality: 'Россия',
    schedule: 'fullDay',
    driver_licence: 'Есть',
    driver_licence_category: ['b', 'c'],
    education_list: [{ institution: 'МГУ', specialty: 'право', education_stop: 2010 }],
    experience_list: [{ company: 'А', position: 'Б', responsibilities: 'В', work_start: '2010', work_finish: '2012' }],
    language_list: [{ language: 'Английский', language_level: 'B2' }],
  },
}

export const HH_MESSAGE = {
  id: '100',
  type: 'SIMPLE',
  creation_time: '2026-01-10T11:00:00+0300',
  last_change_time: '2026-01-10T11:05:00+0300',
  can_edit: true,
  payload: {
    text: 'Здравствуйте',
    attachments: [{ title: 'a.pdf', content_type: 'application/pdf', url: 'https://f' }],
    moved_participant: { id: '5', name: 'Анна' },
  },
  sender_display_info: { name: 'Анна', role: 'APPLICANT', is_current_participant: false },
  viewed_by_opponent: true,
}

export const HH_CHAT = {
  id: '200',
  type: 'NEGOTIATION',
  creation_time: '2026-01-10T11:00:00+0300',
  display: { title: 'Анна Иванова' },
  unread_message_count: 1,
  block_reason: null,
  vacancy_id: '300',
  has_more: false,
  messages: [HH_MESSAGE],
  chat_states: { write_message_state: { allowed: false, reason: 'ARCHIVED_BY_EMPLOYER' } },
  last_message: {
    id: '100',
    creation_time: '2026-01-10T11:00:00+0300',
    payload: { text: 'x' },
    viewed_by_opponent: false,
  },
}

export const HH_RESUME = {
  id: 'r',
  first_name: 'Анна',
  last_name: 'Иванова',
  middle_name: null,
  age: 30,
  gender: { id: 'female', name: 'Женский' },
  area: { name: 'Москва' },
  citizenship: [{ name: 'Россия' }],
  photo: { small: 'https://s', medium: 'https://m' },
  title: 'Водитель',
  salary: { amount: 50_000, currency: 'EUR' },
  experience: [{ company: 'А', position: 'Б', start: '2010-01-01', end: null, description: 'В' }],
  skill_set: ['a'],
  skills: 'b',
  schedules: [{ name: 'Полный день' }],
  employments: [{ name: 'Полная' }],
  relocation: { type: { name: 'Не готова' } },
  business_trip_readiness: { name: 'Готова' },
  education: { level: { name: 'Высшее' }, primary: [{ name: 'МГУ', organization: 'Юрфак', result: '', year: 2010 }] },
  language: [{ name: 'Английский', level: { name: 'B2' } }],
  contact: [
    { kind: 'phone', type: { id: 'cell' }, contact_value: '+79000000001', preferred: true },
    { kind: null, type: { id: 'email' }, contact_value: 'a@b.ru', preferred: false },
  ],
  updated_at: '2026-01-10T11:00:00+0300',
  alternate_url: 'https://hh.ru/resume/r',
}

export const HH_TOPIC = {
  id: '400',
  chat_id: 200,
  state: { id: 'response', name: 'Отклик' },
  employer_state: { id: 'response', name: 'Отклик' },
  funnel_stage: { id: '1', state: { id: '2', name: 'Новые' }, substate: { id: '3', name: '' } },
  created_at: '2026-01-10T11:00:00+0300',
  updated_at: '2026-01-10T11:00:00+0300',
  messaging_status: 'ok',
  source: 'PHONE_CALL',
  actions: [],
  chat_bot: { auto_survey: { text: 'да' } },
  resume: { id: 'r', title: 'Водитель', first_name: 'Анна', last_name: 'Иванова', middle_name: null },
  vacancy: { id: '300', name: 'Водитель', alternate_url: 'https://hh.ru/vacancy/300' },
}

export const REFUSAL = {
  errors: [
    { type: 'negotiations', value: 'limit_exceeded', reason: 'x', captcha_url: 'https://hh.ru/account/captcha' },
  ],
  error: { code: 403, message: 'forbidden', fields: { text: 'too long' } },
  description: 'x',
  bad_argument: 'y',
  oauth_error: 'token-expired',
}

export const MANGO_EVENT = {
  entry_id: 'e1',
  call_id: 'c1',
  timestamp: 1_768_000_000,
  seq: '1',
  call_state: 'Connected',
  location: 'abonent',
  from: { extension: '', number: '79000000001' },
  to: { extension: '100', number: 'sip:100@vpbx' },
  command_id: '',
}

export const MANGO_SUMMARY = {
  entry_id: 'e1',
  call_direction: 1,
  from: { number: '79000000001' },
  to: { extension: '100', number: '' },
  create_time: 1_768_000_000,
  talk_time: '1768000010',
  end_time: 1_768_000_020,
  disconnect_reason: 1110,
}

export const BOT_ANSWER = {
  turnId: '0199d5d0-5c1e-7c3a-9d2e-1a2b3c4d5e6f',
  messages: [{ text: 'Здравствуйте' }],
  action: 'handOver',
  to: { kind: 'agent', agentId: '0199d5d0-5c1e-7c3a-9d2e-1a2b3c4d5e6f' },
}
