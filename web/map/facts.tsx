// What the citizen saw, when and where, in full. Map and desk show the same.
import type { ReportFeature } from '../../server/domain/contract.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { age, moment } from '../times.ts'
import { nameOf, placeOf } from './near.ts'

export function ReportFacts({ report, now }: { report: ReportFeature; now: number }) {
  const { hazard, answers, at, words, title, photos } = report.properties
  const said = hazardOf(hazard).describe(answers)
  const name = read(hazardOf(hazard).name)
  return (
    <>
      <p class="said-answer">{said ? read(said) : tell('map.no-answer')}</p>
      <p class="facts">
        <Sign sign="pin" size={16} />
        <span>{tell('map.near', { place: nameOf(placeOf(report)) })}</span>
      </p>
      <p class="facts">
        <Sign sign="clock" size={16} />
        <span class="figures">
          {age(at, now)} · {moment(at, now)}
        </span>
      </p>
      {title && <p class="words strong">{title}</p>}
      {words && <blockquote class="words">{words}</blockquote>}
      {photos.map(photo => (
        <a key={photo} class="photo" href={`/photos/full/${photo}`} target="_blank" rel="noreferrer">
          <img src={`/photos/${photo}`} alt={tell('map.photo-alt', { hazard: name })} loading="lazy" />
        </a>
      ))}
    </>
  )
}
