export { AccessOfClient } from './ui/AccessOfClient'
export { DutiesSection } from './ui/DutiesSection'
