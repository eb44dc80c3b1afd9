import { avitoSide } from './other-sides'
import { describeTalks } from './talks'

describeTalks('Avito', avitoSide, 200)
