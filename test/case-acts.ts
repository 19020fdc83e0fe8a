// What officers do with cases, as their desks ask for it, and the places of the reports that they are about.
import type { Case, CaseQuestion, CaseStep, Thing } from '../server/domain/case.ts'
import type { ReportFeature } from '../server/domain/contract.ts'
import { aReport } from './world.ts'

export type Answer<T> = {
  status: number
  body: T & Partial<{ code: string; officer: string; change: string }>
}
export type Officer = { Cookie: string }
export type Seen = { on: Thing; version: number }

export async function ask<T>(
  { url }: { url: string },
  by: Officer,
  path: string,
  body?: object,
): Promise<Answer<T>> {
  const response = await fetch(`${url}/api/desk/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'Content-Type': 'application/json', ...by },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: response.status === 204 ? undefined : await response.json() }
}

export const act = (world: { url: string }, by: Officer, name: string, seen: Seen, more: object = {}) =>
  ask<Case>(world, by, `cases/${name}`, { ...seen, ...more })

export const on = (one: Case): Seen => ({ on: { case: one.id }, version: one.version })

export type Opened = { case: Case; reports: ReportFeature[]; steps: CaseStep[]; questions: CaseQuestion[] }
export const look = async (world: { url: string }, by: Officer, id: string) =>
  (await ask<Opened>(world, by, `cases/${id}`)).body

/** Kemang, in steps of some 55 m, and the same street in another town. */
export const here = (step: number, more: object = {}) =>
  aReport({ place: { lng: 106.8166 + step * 0.0005, lat: -6.2607 }, ...more })
export const there = (step: number) => aReport({ place: { lng: 110.42 + step * 0.0005, lat: -6.98 } })
