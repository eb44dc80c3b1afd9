import type { CandidateResponse } from '../jobs/job-control'
import { resumeOf } from './resume-words'

export type Person = Pick<CandidateResponse, 'name' | 'fullName' | 'phone' | 'resume'>

/** Candidates of the demo's first days, by the name they have in the chat. */
export const demoPeople: readonly Person[] = [
  {
    name: 'Алексей Громов',
    fullName: { last_name: 'Громов', first_name: 'Алексей', patronymic: 'Викторович' },
    phone: '79161230001',
    resume: resumeOf({
      title: 'Водитель категории B, курьер на своём авто',
      description: 'Вожу аккуратно, без аварий. Есть грузовой Largus, знаю Москву и ближнее Подмосковье.',
      salary: 95_000,
      age: 38,
      pol: 'Мужской',
      schedule: 'shift',
      licence: ['b', 'c'],
      address: 'Москва, Дмитровское шоссе, 62',
      jobs: [
        ['СДЭК', 'Водитель-курьер', 'Доставка по Москве, до 35 адресов в день, приём оплаты.', '2019-04-01', null],
        ['Такси «Максим»', 'Водитель', 'Перевозка пассажиров.', '2015-02-01', '2019-03-01'],
      ],
      studies: [['Колледж связи № 54', 'Техник', '2006']],
    }),
  },
  {
    name: 'Марина Соколова',
    fullName: { last_name: 'Соколова', first_name: 'Марина', patronymic: 'Андреевна' },
    phone: '79161230002',
    resume: resumeOf({
      title: 'Старший администратор салона',
      description: 'Управление сменой до восьми человек, касса, работа с рекламациями, обучение новичков.',
      salary: 75_000,
      age: 31,
      pol: 'Женский',
      schedule: 'flexible',
      licence: ['b'],
      address: 'Москва, улица Вавилова, 3',
      jobs: [
        ['Салон «Дом мебели»', 'Старший администратор', 'График, касса, выкладка, инвентаризация.', '2021-06-01', null],
        ['Hoff', 'Продавец-консультант', 'Консультации, оформление заказов.', '2017-09-01', '2021-05-01'],
      ],
      studies: [['РГСУ', 'Управление персоналом', '2017']],
      languages: [['Английский', 'Средний']],
    }),
  },
  {
    name: 'Руслан Ахметов',
    fullName: { last_name: 'Ахметов', first_name: 'Руслан', patronymic: 'Маратович' },
    phone: '79161230003',
    resume: resumeOf({
      title: 'Комплектовщик, оператор ТСД',
      description: 'Два года на складе маркетплейса, выполнял 130 % нормы. Готов к ночным сменам.',
      salary: 80_000,
      age: 26,
      pol: 'Мужской',
      schedule: 'flyInFlyOut',
      licence: [],
      address: 'Подольск, Комсомольская улица, 1',
      jobs: [['Wildberries', 'Комплектовщик', 'Сборка, упаковка, приёмка, работа с ТСД.', '2023-01-01', null]],
      studies: [['Казанский энергетический колледж', 'Электромонтёр', '2019']],
      languages: [['Татарский', 'Свободное владение']],
    }),
  },
  {
    name: 'Екатерина Лапина',
    fullName: { last_name: 'Лапина', first_name: 'Екатерина', patronymic: null },
    phone: '79161230004',
    resume: resumeOf({
      title: 'Администратор',
      description: 'Грамотная речь, уверенно работаю с 1С и кассой.',
      salary: 65_000,
      age: 24,
      pol: 'Женский',
      schedule: 'fiveDay',
      licence: [],
      address: 'Москва, проспект Мира, 110',
      jobs: [['Фитнес-клуб «Зебра»', 'Администратор', 'Встреча гостей, продажа абонементов.', '2022-03-01', null]],
      studies: [['МГПУ', 'Филология', '2023']],
    }),
  },
  {
    name: 'Сергей Ветров',
    fullName: { last_name: 'Ветров', first_name: 'Сергей', patronymic: null },
    phone: '79161230005',
  },
]
