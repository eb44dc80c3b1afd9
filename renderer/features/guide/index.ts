export { guideStore, openGuide } from './model/guide.store'
