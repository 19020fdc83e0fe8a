// The OpenAPI document of what the incumbent's clients call (petabencana.id): reports and cards.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { answers } from './answers.ts'
import { citiesQuery, cityBoundsQuery, detikBody, qlueBody } from './feed-requests.ts'
import {
  archiveQuery,
  cardPath,
  cardPhotoBody,
  cardReportBody,
  flagBody,
  LONGEST_SPAN_DAYS,
  listQuery,
  newCardBody,
  numberPath,
  oneQuery,
  pointsBody,
  timeSeriesQuery,
} from './requests.ts'
import { body, held, json, text } from './shapes.ts'

const wrong = { 400: json(answers.badRequest, 'A wrong or unknown parameter.') }
const noReport = { 404: json(answers.told, 'No report has this number.') }
const noCard = { 404: json(answers.told, 'There is no such card.') }
const often = { 429: json(answers.told, 'Too often; Retry-After says how many seconds to wait.') }
const reports = { tags: ['Reports'] }
const cards = { tags: ['Cards'] }

const partnerFeeds = (
  [
    ['qlue', qlueBody],
    ['detik', detikBody],
  ] as const
).map(
  ([name, schema]): RouteConfig => ({
    tags: ['Feeds'],
    method: 'post',
    path: `/feeds/${name}`,
    security: [{ key: [] }, { desk: [] }],
    summary: `Bring a report that ${name} took in; the same one again stays one`,
    description: 'With a service key that may bring: as a bearer token, or as x-api-key.',
    request: { body: body(schema) },
    responses: {
      200: json(answers.brought, 'It is stored.'),
      ...wrong,
      401: json(answers.told, 'No valid key.'),
      403: json(answers.told, 'The key may not bring reports, or not of this region.'),
    },
  }),
)

const cities: RouteConfig[] = [
  {
    tags: ['Cities'],
    method: 'get',
    path: '/cities',
    summary: 'The regions with their codes and names, as polygons',
    request: { query: citiesQuery },
    responses: { 200: json(answers.cities, 'The regions.'), ...wrong },
  },
  {
    tags: ['Cities'],
    method: 'get',
    path: '/cities/bounds',
    summary: 'Whether a point lies in a region',
    request: { query: cityBoundsQuery },
    responses: { 200: json(answers.cityBounds, 'And the name of the region where it lies.'), ...wrong },
  },
]

export const incumbentPaths: RouteConfig[] = [
  ...partnerFeeds,
  ...cities,
  {
    ...reports,
    method: 'get',
    path: '/reports',
    summary: 'Live reports, newest first',
    request: { query: listQuery },
    responses: {
      200: {
        description: 'The reports.',
        content: {
          'application/json': { schema: answers.reports },
          'application/atom+xml': { schema: text },
        },
      },
      ...held,
      ...wrong,
    },
  },
  {
    ...reports,
    method: 'get',
    path: '/reports/archive',
    summary: `Reports of a span of at most ${LONGEST_SPAN_DAYS} days, newest first`,
    request: { query: archiveQuery },
    responses: { 200: json(answers.reports, 'The reports, as a stream.'), ...wrong },
  },
  {
    ...reports,
    method: 'get',
    path: '/reports/timeseries',
    summary: 'How many reports came in each hour of a span',
    request: { query: timeSeriesQuery },
    responses: { 200: json(answers.timeSeries, 'Every hour of the span.'), ...wrong },
  },
  {
    ...reports,
    method: 'get',
    path: '/reports/{id}',
    summary: 'One report by its number',
    request: { params: numberPath, query: oneQuery },
    responses: {
      200: json(answers.reports, 'The report.'),
      ...wrong,
      404: json(answers.notFound, 'No report has this number.'),
    },
  },
  {
    ...reports,
    method: 'patch',
    path: '/reports/{id}',
    summary: 'A reader’s thumb up or down, once an hour',
    request: { params: numberPath, body: body(pointsBody) },
    responses: { 200: json(answers.points, 'All thumbs together.'), ...wrong, ...noReport, ...often },
  },
  {
    ...reports,
    method: 'patch',
    path: '/reports/{id}/flag',
    summary: 'A reader’s warning about a report',
    request: { params: numberPath, body: body(flagBody) },
    responses: { 200: json(answers.flag, 'The flag as it is now.'), ...wrong, ...noReport, ...often },
  },
  {
    ...cards,
    method: 'post',
    path: '/cards',
    summary: 'Make a one-time link to the form',
    request: { body: body(newCardBody) },
    responses: { 200: json(answers.newCard, 'The card.'), ...wrong, ...often },
  },
  {
    ...cards,
    method: 'head',
    path: '/cards/{id}',
    summary: 'Whether there is such a card',
    request: { params: cardPath },
    responses: { 200: { description: 'There is.' }, 404: { description: 'There is none.' } },
  },
  {
    ...cards,
    method: 'get',
    path: '/cards/{id}',
    summary: 'A card and its report',
    description: 'A browser gets the form.',
    request: { params: cardPath },
    responses: {
      200: {
        description: 'The card; a browser gets the form.',
        content: { ...json(answers.card, '').content, 'text/html': { schema: z.string() } },
      },
      404: json(answers.notFound, 'There is no such card.'),
    },
  },
  {
    ...cards,
    method: 'put',
    path: '/cards/{id}',
    summary: 'Send the card’s report',
    request: { params: cardPath, body: body(cardReportBody) },
    responses: {
      200: json(answers.cardUsed, 'The report is stored.'),
      ...wrong,
      ...noCard,
      409: json(answers.told, 'The card was used before.'),
    },
  },
  {
    ...cards,
    method: 'patch',
    path: '/cards/{id}',
    summary: 'Give the card’s report its photo',
    request: { params: cardPath, body: body(cardPhotoBody) },
    responses: {
      200: json(answers.cardUpdated, 'The report shows the photo.'),
      ...wrong,
      403: json(answers.told, 'No report came yet, or it has a photo.'),
      ...noCard,
    },
  },
  {
    ...cards,
    method: 'get',
    path: '/cards/{id}/images',
    summary: 'Where to put the card’s photo',
    description: 'PUT the file at signedRequest within an hour.',
    request: {
      params: cardPath,
      headers: z.object({ 'Content-Type': z.enum(['image/png', 'image/jpeg', 'image/gif']).optional() }),
    },
    responses: { 200: json(answers.images, 'Two addresses.'), ...wrong, ...noCard },
  },
]
