import type { ClientMessage, ControlItem } from '../control'

export interface DemoChat {
  readonly clientName: string
  readonly item: ControlItem | null
  readonly lines: readonly DemoLine[]
}

export interface DemoLine {
  readonly by: 'client' | 'us' | 'avito'
  readonly minutesAgo: number
  readonly says: string | ClientMessage
  /** By a client: not read by us yet. By us: not read by the client yet. */
  readonly isUnread?: boolean
}

const HOUR = 60
const DAY = 24 * HOUR

const courier: ControlItem = { kind: 'vacancy', title: 'Водитель-курьер', price: '90 000 ₽ за месяц', scene: 'van' }
const picker: ControlItem = { kind: 'vacancy', title: 'Комплектовщик на склад', price: '75 000 ₽ за месяц' }
const admin: ControlItem = {
  kind: 'vacancy',
  title: 'Администратор шоурума',
  price: '65 000 ₽ за месяц',
  scene: 'room',
}

function client(minutesAgo: number, says: DemoLine['says'], isUnread = false): DemoLine {
  return { by: 'client', minutesAgo, says, isUnread }
}
function us(minutesAgo: number, says: DemoLine['says'], isUnread = false): DemoLine {
  return { by: 'us', minutesAgo, says, isUnread }
}
function avito(minutesAgo: number, text: string): DemoLine {
  return { by: 'avito', minutesAgo, says: { system: text } }
}

export const demoChats: readonly DemoChat[] = [
  {
    clientName: 'Алексей Громов',
    item: courier,
    lines: [
      avito(2 * DAY + 50, 'Кандидат откликнулся на вакансию «Водитель-курьер»'),
      client(2 * DAY + 49, 'Здравствуйте! Увидел вашу вакансию. Стаж категории B — 8 лет, Москву знаю хорошо.'),
      us(2 * DAY + 20, 'Здравствуйте, Алексей! Спасибо за отклик. У вас своя машина или нужна наша?'),
      client(2 * DAY + 15, 'Своя, Largus фургон. Вот она:'),
      client(2 * DAY + 14, { image: 'van' }),
      us(DAY + 5 * HOUR, 'Отлично, подходит. Сможете подъехать на собеседование в четверг?'),
      client(DAY + 4 * HOUR, 'Да, после обеда удобно'),
      us(DAY + 3 * HOUR, 'Тогда ждём вас в 14:30: ул. Складская, 6, второй этаж.'),
      client(14, 'Добрый день! Я выезжаю, пропуск заказывать нужно?', true),
      client(12, { voice: { seconds: 6 } }, true),
    ],
  },
  {
    clientName: 'Марина Соколова',
    item: admin,
    lines: [
      client(DAY + 90, 'Здравствуйте! Вакансия администратора ещё открыта?'),
      us(DAY + 70, 'Здравствуйте, Марина! Да, открыта. Расскажите, пожалуйста, про ваш опыт.'),
      client(DAY + 60, 'Три года старшим администратором в салоне мебели, до этого продавец-консультант.'),
      client(DAY + 58, { image: 'document' }),
      us(5 * HOUR, 'Спасибо, резюме посмотрели. График 2/2 с 10 до 21 вам подходит?'),
      client(31, 'Да, график подходит. А оформление по ТК сразу?', true),
    ],
  },
  {
    clientName: 'Дмитрий',
    item: { kind: 'goods', title: 'Велосипед Format 5212, рама L', price: '38 500 ₽', scene: 'bicycle' },
    lines: [
      client(3 * HOUR, 'Добрый день, велосипед ещё продаётся?'),
      us(3 * HOUR - 6, 'Добрый день! Да, в наличии.'),
      client(2 * HOUR + 40, 'Рост 185, не маловата будет рама?'),
      us(2 * HOUR + 30, 'L как раз на 180–190. Можно приехать и примерить.'),
      client(2 * HOUR + 20, { image: 'bicycle' }),
      client(2 * HOUR + 19, 'Вот такой же был раньше. Торг возможен?'),
      us(HOUR + 50, 'При осмотре договоримся в пределах тысячи.', true),
    ],
  },
  {
    clientName: 'Руслан Ахметов',
    item: picker,
    lines: [
      avito(4 * DAY, 'Кандидат откликнулся на вакансию «Комплектовщик на склад»'),
      client(4 * DAY - 5, 'Здравствуйте'),
      us(4 * DAY - 60, 'Здравствуйте, Руслан! Опыт работы с ТСД есть?'),
      client(4 * DAY - 80, 'Да, два года на складе маркетплейса'),
      us(3 * DAY, 'Приглашаем на пробную смену в субботу, начало в 8:00.'),
      client(3 * DAY - 30, 'Буду, спасибо!'),
      client(52, { call: { status: 'missed' } }, true),
    ],
  },
  {
    clientName: 'Ольга Дементьева',
    item: { kind: 'resume', title: 'Менеджер по подбору персонала', price: '95 000 ₽' },
    lines: [
      us(
        2 * DAY,
        'Ольга, здравствуйте! Увидели ваше резюме: ищем рекрутера в московский офис. Вам интересно обсудить?',
      ),
      client(DAY + 20 * HOUR, 'Здравствуйте! Да, интересно. Какой формат работы?'),
      us(DAY + 19 * HOUR, 'Гибрид: три дня в офисе, два из дома.'),
      client(DAY + 2 * HOUR, 'Подходит. Удобно созвониться завтра с 11 до 13.'),
      us(DAY + HOUR, 'Записали на 11:30, позвоним.'),
    ],
  },
  {
    clientName: 'Татьяна',
    item: { kind: 'goods', title: 'Диван «Осло», раскладной, синий', price: '24 900 ₽', scene: 'sofa' },
    lines: [
      client(6 * HOUR, 'Здравствуйте, а размеры в разложенном виде подскажете?'),
      us(6 * HOUR - 10, 'Здравствуйте! 200 × 145 см спальное место.'),
      us(6 * HOUR - 12, { image: 'sofa' }),
      client(5 * HOUR, 'Спасибо! Доставка в Мытищи есть?'),
      us(5 * HOUR - 15, 'Да, 1 900 ₽ до подъезда, подъём отдельно.'),
      client(4 * HOUR, { location: { title: 'Мытищи, ул. Летная, 20', text: 'Вот сюда', lat: 55.9142, lon: 37.7331 } }),
      us(3 * HOUR + 30, 'Видим, возим туда по средам и субботам.'),
    ],
  },
  {
    clientName: 'Сергей Ветров',
    item: courier,
    lines: [
      client(47, 'Добрый день. Какие районы доставки?', true),
      client(46, 'И оплата раз в неделю или два раза в месяц?', true),
    ],
  },
  {
    clientName: 'Наталья Ким',
    item: admin,
    lines: [
      client(3 * DAY + 2 * HOUR, 'Здравствуйте! Готова приступить с понедельника.'),
      us(3 * DAY + HOUR, 'Здравствуйте, Наталья! Пришлите, пожалуйста, короткое резюме.'),
      client(3 * DAY, {
        link: {
          text: 'Вот: https://hh.ru/resume/example',
          url: 'https://hh.ru/resume/example',
          title: 'Резюме: администратор',
          description: 'Опыт 4 года, Москва',
        },
      }),
      us(2 * DAY + 22 * HOUR, 'Получили, спасибо. Ответим до конца недели.'),
      client(9 * HOUR, 'Есть ли новости по моей кандидатуре?', true),
    ],
  },
  {
    clientName: 'Игорь Белов',
    item: { kind: 'goods', title: 'Ноутбук Aspire 5, 16 ГБ, SSD 512', price: '41 000 ₽' },
    lines: [
      client(DAY + 7 * HOUR, 'Сколько циклов у батареи?'),
      us(DAY + 6 * HOUR, 'Здравствуйте! 112 циклов, держит около пяти часов.'),
      client(DAY + 5 * HOUR + 30, { unsupported: 'video' }),
      client(DAY + 5 * HOUR + 29, 'Снял на видео, как у меня сейчас греется. Ваш так же шумит?'),
      us(DAY + 5 * HOUR, 'Наш обслужен, пасту меняли в прошлом месяце: тихий.'),
    ],
  },
  {
    clientName: 'Светлана Орлова',
    item: picker,
    lines: [
      client(5 * DAY, 'Здравствуйте, есть ночные смены?'),
      us(5 * DAY - 40, 'Здравствуйте! Да, с 20:00 до 8:00, доплата 20 %.'),
      client(5 * DAY - 60, 'А развозка от метро?'),
      us(5 * DAY - 70, 'Есть, от «Алтуфьево» и «Медведково».'),
      client(5 * DAY - 90, 'Спасибо, подумаю'),
    ],
  },
  {
    clientName: 'Павел',
    item: { kind: 'goods', title: 'Стеллаж металлический 2 м', price: '3 200 ₽' },
    lines: [
      client(2 * DAY + 3 * HOUR, 'Заберу два, если скинете до 6 000'),
      us(2 * DAY + 2 * HOUR, 'Договорились, самовывоз до 19:00.'),
      client(2 * DAY + HOUR, { card: { title: 'Полка к стеллажу, 5 шт.', price: '1 500 ₽' } }),
      client(2 * DAY + 58, 'И такие полки возьму, если остались'),
      us(2 * DAY + 30, 'Остались, отложили для вас.'),
      client(2 * DAY, 'Супер, еду'),
    ],
  },
  {
    clientName: 'Екатерина Лапина',
    item: admin,
    lines: [
      avito(6 * DAY, 'Кандидат откликнулся на вакансию «Администратор шоурума»'),
      client(6 * DAY - 10, 'Добрый день! Подскажите, нужен ли английский?'),
      us(6 * DAY - 100, 'Добрый день! Нет, достаточно русского.'),
      client(6 * DAY - 120, 'Тогда мне подходит 🙂 Когда можно прийти?'),
      us(5 * DAY + 20 * HOUR, 'Приходите в пятницу к 12:00.'),
      client(5 * DAY + 19 * HOUR, 'Хорошо!'),
    ],
  },
  {
    clientName: '',
    item: courier,
    lines: [client(8, 'Здравствуйте, без опыта берёте?', true)],
  },
  {
    clientName: 'Виктор Самойлов',
    item: null,
    lines: [
      client(7 * DAY, 'Здравствуйте! Хотел бы предложить вашей компании услуги грузоперевозок.'),
      us(7 * DAY - 3 * HOUR, 'Здравствуйте! Пришлите, пожалуйста, прайс, передадим снабжению.'),
      client(7 * DAY - 5 * HOUR, { image: 'document' }),
      us(6 * DAY + 20 * HOUR, 'Получили, спасибо.'),
    ],
  },
]
