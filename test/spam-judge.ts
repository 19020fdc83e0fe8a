// What the judge alone thinks of an attack: the clock is wound on, and nothing is stored.
import { type AcceptedReport, accept } from '../server/domain/report.ts'
import type { Door } from '../server/domain/trust/door.ts'
import { addressBlock } from '../server/surge/limits.ts'
import { createJudging, judgeHere } from '../server/trust/judging.ts'
import { createTrust } from '../server/trust/trust.ts'
import type { Sent } from './spam.ts'

const BEGIN = Date.parse('2026-02-24T01:00:00Z')
const MINUTES = 10

export type Shown = { real: number; hostile: number; ms: number }

/** How many of both are shown in the end, and the milliseconds of work for each report. */
export async function shownByJudge(all: Sent[], doorOf: (sent: Sent) => Door): Promise<Shown> {
  const judging = createJudging({
    openHome: () => judgeHere(createTrust()),
    standingOf: async () => ({ right: 0, wrong: 0 }),
    logFault(fault) {
      throw fault
    },
  })
  const shown = new Set<number>()
  const began = process.cpuUsage()
  for (const [index, sent] of all.entries()) {
    const judgement = await judging.judge(
      accepted(sent, index, all.length),
      { browser: sent.body.device },
      {
        channel: 'web',
        door: doorOf(sent),
        line: addressBlock(sent.address),
        isTrapped: Boolean(sent.body.website),
      },
    )
    if ('pause' in judgement) continue
    if (judgement.doubt === null) shown.add(index)
    for (const { id } of judgement.also) shown.delete(Number(id))
    for (const id of judgement.confirmed) shown.add(Number(id))
  }
  const { user, system } = process.cpuUsage(began)
  const real = [...shown].filter(index => all[index]?.kind === 'real').length
  return { real, hostile: shown.size - real, ms: (user + system) / 1_000 / all.length }
}

/** As the door makes one of it. */
function accepted({ at, body }: Sent, index: number, count: number): AcceptedReport {
  const now = new Date(at ?? BEGIN + (index * MINUTES * 60_000) / count)
  const { hazard, answers, place, words } = body
  const report = accept(
    { hazard, answers, place, words, placedBy: 'pin' },
    { id: String(index), now, regionAt: () => ({ code: 'ID-JK' }) },
  )
  if ('refused' in report) throw new Error(`A report was refused: ${report.refused}`)
  return report
}
