// Every hazard answers the same questions about itself, in both languages, and the incumbent's `report_data` loses nothing on the way.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkAnswers } from '../server/domain/hazards/answers.ts'
import type { Answers, AnswerValue, Question } from '../server/domain/hazards/hazard.ts'
import { hazardByDisasterType, hazardKeys, hazardOf } from '../server/domain/hazards/index.ts'

/** What a citizen may answer to a question. */
function answerTo(question: Question): fc.Arbitrary<AnswerValue | undefined> {
  switch (question.kind) {
    case 'depth':
      return fc.option(fc.integer({ min: question.min, max: question.max }), { nil: undefined })
    case 'choice':
      return fc.option(fc.constantFrom(...question.choices.map(choice => choice.value)), { nil: undefined })
    case 'choices':
      return fc.subarray(
        question.choices.map(choice => Number(choice.value)),
        { minLength: 1 },
      )
  }
}

/** Questions answered in their order, each only where the earlier answers ask for it. */
const answersTo = (questions: Question[]): fc.Arbitrary<Answers> =>
  fc.tuple(...questions.map(answerTo)).map(values => {
    const answers: Record<string, AnswerValue> = {}
    questions.forEach((question, at) => {
      const value = values[at]
      if (value !== undefined && (question.when?.(answers) ?? true)) answers[question.key] = value
    })
    return answers
  })

describe.each(hazardKeys)('%s', key => {
  const hazard = hazardOf(key)

  test('takes every answer that its questions offer, and finds it again in the incumbent’s report_data', () => {
    fc.assert(
      fc.property(answersTo(hazard.questions), answers => {
        expect(checkAnswers(key, answers)).toMatchObject({ success: true, data: answers })
        const data = hazard.wire.toReportData(answers)
        const back = checkAnswers(key, hazard.wire.fromReportData(JSON.parse(JSON.stringify(data ?? {}))))
        expect(back.success && JSON.parse(JSON.stringify(back.data))).toEqual(data === null ? {} : answers)
        if (data === null) expect(hazard.level(answers)).toBe(0)
      }),
      { seed: 1 },
    )
  })

  test('says itself in both languages', () => {
    const texts = [
      hazard.name,
      ...hazard.advice,
      ...hazard.questions.flatMap(question => [
        question.ask,
        ...(question.kind === 'depth' ? question.marks : question.choices).map(choice => choice.label),
      ]),
    ]
    for (const text of texts) {
      expect(text.id).not.toBe('')
      expect(text.en).not.toBe('')
    }
    expect(hazardByDisasterType(hazard.wire.disasterType)).toBe(key)
  })
})

test('a flood is as severe as the agencies’ matrix says', () => {
  const level = (depth: number) => hazardOf('flood').level({ depth })
  expect([0, 10, 70, 71, 150, 151, 200].map(level)).toEqual([1, 1, 1, 2, 2, 3, 3])
  expect(hazardOf('flood').level({})).toBe(0)
})
