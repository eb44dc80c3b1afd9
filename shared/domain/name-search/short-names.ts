import { skeletonOf } from './skeleton'

/** A full name and how those who bear it are called. Folded: without «ё». */
const FAMILIES = `александр саша саня шура алекс
александра саша шура аля
алексей леша алеша
алена лена аленка
алла аля
анастасия настя ася стася
анатолий толя толик
анна аня анюта нюра
андрей андрюша
антонина тоня
антон антоша тоша
артем тема артемий
борис боря
вадим вадик дима
валентин валя
валентина валя
валерий валера
валерия лера
василий вася
вера верочка
вероника ника
виктор витя
виктория вика
виталий виталик
владимир вова володя влад
владислав влад слава
вячеслав слава
галина галя
геннадий гена
георгий жора гоша гога
григорий гриша
дарья даша
денис дениска
дмитрий дима митя
евгений женя
евгения женя
екатерина катя катерина
елена лена алена
елизавета лиза
иван ваня
игорь игорек
илья илюша
ирина ира
кирилл кирюша
константин костя
ксения ксюша оксана
лариса лара
лев лева
леонид леня
любовь люба
людмила люда мила
маргарита рита
мария маша маруся
марина мариша
максим макс
михаил миша
надежда надя
наталья наташа наталия ната
никита ник
николай коля
оксана ксюша
олег олежка
ольга оля
павел паша
петр петя
полина поля
роман рома
светлана света лана
семен сема сеня
сергей сережа серега
софья соня софия
станислав стас слава
степан степа
тамара тома
татьяна таня
тимофей тима тимоша
ульяна уля
федор федя
эдуард эдик
элеонора эля
эльвира эля эльвирочка
юлия юля
юрий юра
яков яша
яна яночка
ярослав ярик слава`
  .split('\n')
  .map((line) => line.split(' '))

const BY_NAME = new Map<string, Set<string>>()
const BY_SOUND = new Map<string, Set<string>>()
for (const [full = '', ...shorts] of FAMILIES) {
  for (const short of shorts) {
    note(short, full)
    note(full, short)
  }
}

/** Other names of those who may be called so: Александр and Александра for «саша» and sasha, Саша for «александр». */
export function namesakesOf(folded: string): readonly string[] {
  return [...(BY_NAME.get(folded) ?? BY_SOUND.get(skeletonOf(folded)) ?? [])]
}

function note(name: string, other: string): void {
  addTo(BY_NAME, name, other)
  addTo(BY_SOUND, skeletonOf(name), other)
}

function addTo(names: Map<string, Set<string>>, key: string, other: string): void {
  const known = names.get(key)
  if (known) known.add(other)
  else names.set(key, new Set([other]))
}
