import type { Manager } from '../model'
import type { World } from '../world'

/** Two managers of one company; the first has a work account at another one, too. */
export function seedStaff(world: World): readonly [Manager, Manager] {
  const romashka = { id: '3300100', name: 'Компания „Ромашка“' }
  const lutik = { id: '3300200', name: 'Агентство „Лютик“' }
  const irina: Manager = {
    id: '5500101',
    userId: '1234567',
    employer: romashka,
    firstName: 'Ирина',
    lastName: 'Полякова',
    middleName: 'Сергеевна',
    email: 'polyakova@romashka.example',
    phone: '74950000101',
    isAdmin: true,
    isForbidden: false,
  }
  const pavel: Manager = {
    id: '5500102',
    userId: '1234568',
    employer: romashka,
    firstName: 'Павел',
    lastName: 'Назаров',
    middleName: null,
    email: 'nazarov@romashka.example',
    phone: '74950000102',
    isAdmin: false,
    isForbidden: false,
  }
  world.managers.push(irina, pavel, { ...irina, id: '5500201', employer: lutik, isAdmin: false })
  return [irina, pavel]
}
