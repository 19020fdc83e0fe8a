// The types of the client. Every address, parameter and answer stands in document.d.mts, which is made from the OpenAPI document.
import type { Client, ClientOptions } from 'openapi-fetch'
import type { components, paths } from './document.d.mts'

export type { components, paths }
export type Kentongan = Client<paths>
export type Report = components['schemas']['ReportFeature']

type Options = Omit<ClientOptions, 'baseUrl' | 'headers'> & {
  /** A service key (`kt_…`): ten times as much, and what its agreement opens. */
  key?: string
  headers?: Record<string, string>
}

/** Waits and asks again where the server says when (429, 503), at most five times. */
export function openKentongan(address: string, options?: Options): Kentongan

export type CollectionName = 'reports' | 'incidents' | 'areas' | 'gauges' | 'warnings'
type Items<Name extends CollectionName> = paths[`/collections/${Name}/items`]['get']
export type FeatureOf<Name extends CollectionName> =
  Items<Name>['responses'][200]['content']['application/geo+json']['features'][number]

/** Every feature that fits, page after page; what arrives meanwhile repeats and hides none. */
export function everyFeature<Name extends CollectionName>(
  client: Kentongan,
  collection: Name,
  query?: Items<Name>['parameters']['query'],
): AsyncGenerator<FeatureOf<Name>, void>
