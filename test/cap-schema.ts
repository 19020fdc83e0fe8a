// Holds XML against its rules with xmllint, and CAP messages against the standard's own schema; says so aloud where one of them is absent.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const xmllint = '/usr/bin/xmllint'
const schema = fileURLToPath(new URL('../../shared/schemas/cap-1.2.xsd', import.meta.url))
const canValidate = existsSync(xmllint) && existsSync(schema)
if (!canValidate)
  console.warn(`\n${xmllint} or ${schema} is not here: CAP IS NOT VALIDATED AGAINST ITS SCHEMA.\n`)

/** Well-formed, or it throws. */
export function parses(xml: string): void {
  if (existsSync(xmllint)) execFileSync(xmllint, ['--noout', '-'], { input: xml, stdio: 'pipe' })
  else if (process.env.CI === 'true') throw new Error(`The tests need ${xmllint} where CI=true.`)
}

export function validate(xml: string): void {
  if (!canValidate) return
  const folder = mkdtempSync(join(tmpdir(), 'cap-'))
  try {
    const file = join(folder, 'message.xml')
    writeFileSync(file, xml)
    execFileSync(xmllint, ['--noout', '--schema', schema, file], { stdio: 'pipe' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
