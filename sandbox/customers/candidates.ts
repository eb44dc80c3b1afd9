import type { CandidateResponse } from '../avito/jobs/job-control'
import { resumeOf } from '../avito/seed/resume-words'

/** Responses to vacancies, in the order in which they come; then from the start again. */
export const candidates: readonly CandidateResponse[] = [
  {
    vacancy: 'Водитель-курьер',
    name: 'Никита Жуков',
    fullName: { last_name: 'Жуков', first_name: 'Никита', patronymic: 'Сергеевич' },
    phone: '79031230011',
    letter: 'Здравствуйте! Живу рядом с вашим складом, могу выйти завтра.',
    resume: resumeOf({
      title: 'Водитель-экспедитор',
      description: 'Ответственный, непьющий. Медкнижка действует до следующего года.',
      salary: 90_000,
      age: 29,
      pol: 'Мужской',
      schedule: 'shift',
      licence: ['b'],
      address: 'Москва, Алтуфьевское шоссе, 48',
      jobs: [
        ['Самокат', 'Курьер', 'Доставка продуктов за 15 минут, пеший и на велосипеде.', '2023-05-01', null],
        ['ПЭК', 'Экспедитор', 'Сопровождение груза, документы.', '2020-01-01', '2023-04-01'],
      ],
      studies: [['Строительный техникум № 30', 'Логист', '2015']],
    }),
  },
  { vacancy: 'Администратор шоурума', name: 'Инна', phone: '79031230012', how: 'phone' },
  {
    vacancy: 'Комплектовщик на склад',
    name: 'Фарход',
    fullName: { last_name: 'Каримов', first_name: 'Фарход', patronymic: null },
    phone: '79031230013',
    resume: resumeOf({
      title: 'Грузчик-комплектовщик',
      description: 'Готов к тяжёлой работе и переработкам, есть патент.',
      salary: 70_000,
      age: 33,
      pol: 'Мужской',
      schedule: 'sixDay',
      licence: [],
      address: 'Мытищи, Олимпийский проспект, 10',
      jobs: [['ОЗОН', 'Сборщик', 'Сборка и упаковка заказов.', '2022-10-01', '2025-08-01']],
      studies: [['Средняя школа № 4', 'Общее образование', '2009']],
      languages: [['Узбекский', 'Свободное владение']],
    }),
  },
  {
    vacancy: 'Администратор шоурума',
    name: 'Полина Рябова',
    fullName: { last_name: 'Рябова', first_name: 'Полина', patronymic: 'Дмитриевна' },
    phone: '79031230014',
    letter: 'Добрый день! Работала в шоуруме одежды, люблю порядок и людей. Буду рада познакомиться.',
    resume: resumeOf({
      title: 'Администратор шоурума, продавец-консультант',
      description: 'Веду соцсети, умею фотографировать товар.',
      salary: 68_000,
      age: 22,
      pol: 'Женский',
      schedule: 'partTime',
      licence: [],
      address: 'Москва, Большая Семёновская улица, 20',
      jobs: [['12 STOREEZ', 'Продавец-консультант', 'Продажи, примерка, выкладка.', '2024-02-01', null]],
      studies: [['РГУ им. Косыгина', 'Мода и дизайн', '2026']],
      languages: [['Английский', 'Выше среднего']],
    }),
  },
]
