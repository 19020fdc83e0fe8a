// What the page /docs tells, in order. To add a door: its line here and its words in server/domain/messages. To add an example: its file
// ./examples/SECTION.KIND, which test/docs.test.ts runs.
import type { MessageKey } from '../domain/messages/index.ts'

export type Section = {
  /** The anchor, and the first part of its examples' names. */
  id: string
  title: MessageKey
  paragraphs: MessageKey[]
  doors?: [method: string, path: string, words: MessageKey][]
}

export const sections: Section[] = [
  {
    id: 'basics',
    title: 'docs.basics',
    paragraphs: ['docs.basics-about', 'docs.basics-levels', 'docs.basics-wrong'],
  },
  {
    id: 'reports',
    title: 'docs.reports',
    paragraphs: ['docs.reports-about'],
    doors: [
      ['GET', '/reports', 'docs.door-reports'],
      ['GET', '/reports/archive', 'docs.door-archive'],
      ['GET', '/reports/timeseries', 'docs.door-timeseries'],
      ['GET', '/reports/{id}', 'docs.door-report'],
      ['GET', '/floods', 'docs.door-floods'],
      ['GET', '/floodgauges', 'docs.door-floodgauges'],
      ['GET', '/infrastructure/{type}', 'docs.door-infrastructure'],
      ['GET', '/cities', 'docs.door-cities'],
      ['POST', '/cards', 'docs.door-cards'],
    ],
  },
  {
    id: 'features',
    title: 'docs.features',
    paragraphs: ['docs.features-about', 'docs.features-qgis'],
    doors: [
      ['GET', '/collections', 'docs.door-collections'],
      ['GET', '/collections/reports/items', 'docs.door-items'],
      ['GET', '/collections/reports/queryables', 'docs.door-queryables'],
      ['GET', '/collections/reports/schema', 'docs.door-schema'],
    ],
  },
  {
    id: 'exports',
    title: 'docs.exports',
    paragraphs: ['docs.exports-about', 'docs.exports-as-of'],
    doors: [
      ['GET', '/exports', 'docs.door-exports'],
      ['GET', '/exports/reports.csv', 'docs.door-csv'],
      ['GET', '/snapshots.json', 'docs.door-snapshots'],
    ],
  },
  {
    id: 'statistics',
    title: 'docs.statistics',
    paragraphs: ['docs.statistics-about'],
    doors: [
      ['GET', '/api/statistics', 'docs.door-statistics'],
      ['GET', '/api/statistics/cells', 'docs.door-cells'],
    ],
  },
  {
    id: 'past',
    title: 'docs.past',
    paragraphs: ['docs.past-about'],
    doors: [
      ['GET', '/api/timeline', 'docs.door-timeline'],
      ['GET', '/api/moments', 'docs.door-moments'],
      ['GET', '/api/figures', 'docs.door-figures'],
    ],
  },
  {
    id: 'live',
    title: 'docs.live',
    paragraphs: ['docs.live-about', 'docs.live-events'],
    doors: [
      ['WS', '/socket.io/', 'docs.door-socket'],
      ['GET', '/events', 'docs.door-events'],
    ],
  },
  {
    id: 'webhooks',
    title: 'docs.webhooks',
    paragraphs: ['docs.webhooks-about', 'docs.webhooks-check'],
  },
  {
    id: 'warnings',
    title: 'docs.warnings',
    paragraphs: ['docs.warnings-about'],
    doors: [
      ['GET', '/cap', 'docs.door-cap'],
      ['GET', '/cap/{id}.xml', 'docs.door-capfile'],
      ['GET', '/cap/exercise', 'docs.door-exercise'],
      ['GET', '/cap/incidents', 'docs.door-cap-incidents'],
      ['GET', '/api/warnings', 'docs.door-warnings'],
      ['GET', '/feeds/reports.atom', 'docs.door-atom'],
    ],
  },
  {
    id: 'tiles',
    title: 'docs.tiles',
    paragraphs: ['docs.tiles-about'],
    doors: [
      ['GET', '/tiles/reports.json', 'docs.door-tilejson'],
      ['GET', '/tiles/reports/{z}/{x}/{y}.mvt', 'docs.door-tile'],
      ['GET', '/api/live', 'docs.door-live'],
    ],
  },
  {
    id: 'open311',
    title: 'docs.open311',
    paragraphs: ['docs.open311-about'],
    doors: [
      ['GET', '/open311/v2/discovery.xml', 'docs.door-discovery'],
      ['GET', '/open311/v2/services.xml', 'docs.door-services'],
      ['GET', '/open311/v2/requests.xml', 'docs.door-requests'],
      ['POST', '/open311/v2/requests.json', 'docs.door-open311-send'],
    ],
  },
  {
    id: 'send',
    title: 'docs.send',
    paragraphs: ['docs.send-about'],
    doors: [
      ['POST', '/api/reports', 'docs.door-send'],
      ['PUT', '/api/reports/{id}/photo', 'docs.door-photo'],
      ['GET', '/api/reports/near', 'docs.door-near'],
    ],
  },
  {
    id: 'ticket',
    title: 'docs.ticket',
    paragraphs: ['docs.ticket-about', 'docs.ticket-task'],
    doors: [['POST', '/api/tickets', 'docs.door-ticket']],
  },
  {
    id: 'client',
    title: 'docs.client',
    paragraphs: ['docs.client-about', 'docs.client-install', 'docs.client-typed'],
    doors: [['GET', '/docs/kentongan-client.tgz', 'docs.door-client']],
  },
  {
    id: 'keys',
    title: 'docs.keys',
    paragraphs: ['docs.keys-about', 'docs.keys-research', 'docs.keys-audience'],
  },
  { id: 'privacy', title: 'docs.privacy', paragraphs: ['docs.privacy-about', 'docs.privacy-ask'] },
  {
    id: 'licence',
    title: 'docs.licence',
    paragraphs: [
      'docs.licence-about',
      'docs.licence-ask',
      'docs.licence-cite',
      'docs.citation',
      'docs.licence-biases',
    ],
  },
]
