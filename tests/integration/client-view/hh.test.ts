import { hhSide } from './other-sides'
import { describeTalks } from './talks'

// Nothing tells of what a candidate deletes or edits there: talks of late are read again in turn, a few at a time.
describeTalks('hh.ru', hhSide, 40)
