import { siteSide } from './other-sides'
import { describeTalks } from './talks'

describeTalks('the site chat', siteSide, 200)
