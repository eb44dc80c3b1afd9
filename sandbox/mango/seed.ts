import type { Exchange } from './exchange'
import type { User } from './model'

const DOMAIN = 'vpbx400000001.mangosip.ru'

const STAFF: readonly (Pick<User, 'name' | 'position' | 'extension'> & { readonly login: string })[] = [
  { name: 'Иван Пример', position: 'рекрутер', extension: '101', login: 'ivan' },
  { name: 'Мария Образцова', position: 'рекрутер', extension: '102', login: 'maria' },
  { name: 'Олег Запасной', position: 'руководитель', extension: '103', login: 'oleg' },
]

export function seedStaff(exchange: Exchange): void {
  STAFF.forEach(({ login, ...person }, index) => {
    exchange.addUser({
      ...person,
      userId: 70_001 + index,
      email: `${login}@example.com`,
      department: 'HR',
      outgoingLine: '74950000001',
      numbers: [{ number: `sip:${login}@${DOMAIN}`, protocol: 'sip', order: 1, wait_sec: 60, status: 'on' }],
    })
  })
}
