// The reports of an incident: what the page holds of it, or what the server tells where the page holds only some.
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { IncidentFeature, ReportFeature } from '../../server/domain/contract.ts'
import { ask } from '../api.ts'
import { membersOf } from './shown.ts'
import { isDrill, isPart, live } from './state.ts'

/** Rows that are shown of one incident, where the server is asked. */
const MOST = 500

export function useMembers({ properties: { id, version } }: IncidentFeature): ReportFeature[] {
  const told = useSignal<ReportFeature[] | null>(null)
  const isAsked = isPart.value
  useEffect(() => {
    if (!isAsked) return
    let isLeft = false
    const query = `incident=${id}&limit=${MOST}${isDrill ? '&drill=1' : ''}`
    void ask<{ reports: ReportFeature[] }>(`/api/live?${query}`).then(answer => {
      if (!isLeft && 'found' in answer) told.value = answer.found.reports
    })
    return () => {
      isLeft = true
    }
  }, [id, version, isAsked])
  return (isAsked && told.value) || membersOf(live.picture.value, id)
}
