export { CompanyBook } from './company-book'
export { SiteChannel } from './site-channel'
export { createSiteEvents, type SiteEvents } from './site-events'
export { VisitorBook, type Identity } from './visitor-book'
