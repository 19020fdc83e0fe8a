// The OpenAPI document of the event stream.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { hazardKeys } from '../domain/hazards/index.ts'
import { own, problem, text } from './shapes.ts'

const description = `For programs without Socket.IO: every EventSource reads it. Each event's data is JSON, with the fields that the sockets' changes have.

| event | what it says |
|---|---|
| \`snapshot\` | What stands now, the most severe first, in pages; \`left\` reports are still to come. The first page holds \`incidents\`, \`warnings\`, \`gauges\`, \`officials\` and \`areas\`. |
| \`start\` | In its place where \`snapshot=0\`. |
| \`report\`, \`incident\`, \`warning\` | It is new or has changed: the whole \`feature\` as it is now. |
| \`gone\` | \`kind\` and \`id\` of what stands no longer; \`into\` is the incident that took over its reports. |
| \`gauge\`, \`official\`, \`area\`, \`beside-gone\` | The same for what stands beside the reports. |
| \`pulse\` | Every 15 seconds: the stream lives. |
| \`reset\` | Too much was missed: forget everything, snapshots follow. |

Whoever comes back with the \`id\` of the last event in \`Last-Event-ID\` is told what was missed, each thing once, in whatever process of the installation. Lines come unbuffered and uncompressed.`

export const eventPaths: RouteConfig[] = [
  {
    ...own,
    method: 'get',
    path: '/events',
    summary: 'What happens, as it happens: Server-Sent Events',
    description,
    request: {
      headers: z.object({
        'Last-Event-ID': text.optional().meta({ description: 'Of the last event that came.' }),
      }),
      query: z.object({
        bbox: text.max(200).optional().meta({
          description: 'West, south, east, north in degrees.',
          example: '106.6,-6.4,107,-6',
        }),
        region: text
          .max(10)
          .optional()
          .meta({ description: 'ISO 3166-2 code of the region.', example: 'ID-JK' }),
        hazard: text.optional().meta({
          description: `Of ${hazardKeys.join(', ')}; several by commas, none: all.`,
          example: 'flood',
        }),
        drill: z.enum(['0', '1']).optional().meta({ description: '1: the drill and nothing else.' }),
        snapshot: z.enum(['0', '1']).optional().meta({ description: '0: only what is new.' }),
        after: text.optional().meta({ description: 'As Last-Event-ID, where no header can be set.' }),
      }),
    },
    responses: {
      200: {
        description: 'Events, for as long as both sides like.',
        content: { 'text/event-stream': { schema: text } },
      },
      400: problem('An unknown or wrong parameter.'),
      429: problem('This line has as many streams as it may; Retry-After says when to try again.'),
    },
  },
]
