export { DistributionSection } from './ui/DistributionSection'
export { HoursSection } from './ui/HoursSection'
export { PeopleSection } from './ui/PeopleSection'
export { TopicsSection } from './ui/TopicsSection'
