export { BotsSection } from './ui/BotsSection'
