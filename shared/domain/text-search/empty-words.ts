/** Words that say nothing by themselves: they are in every other message, and whoever types one means the others. */
const RUSSIAN =
  'и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас нибудь опять уж вам ведь там потом себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под будет ж тогда кто этот того потому этого какой совсем ним здесь этом один почти мой тем чтобы нее сейчас были куда зачем всех никогда можно при наконец два об другой хоть после над больше тот через эти нас про всего них какая много разве три эту моя впрочем хорошо свою этой перед иногда лучше чуть том нельзя такой им более всегда конечно всю между'
const ENGLISH =
  'a an and are as at be been but by can could did do does for from had has have he her him his how i if in into is it its just me my no not of on or our she so than that the their them then there these they this those to too us was we were what when where which who will with would you your'

const EMPTY: ReadonlySet<string> = new Set([...RUSSIAN.split(' '), ...ENGLISH.split(' ')])

export function isEmptyWord(folded: string): boolean {
  return EMPTY.has(folded)
}
