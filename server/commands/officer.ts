// kentongan officer …: who may sign in at the desk. A password comes from a prompt, from standard input or is made up here;
// never as an argument, where every user of the machine could read it.
import { randomInt } from 'node:crypto'
import type { Command as Program } from 'commander'
import { z } from 'zod'
import { addOfficer, disableOfficer, listOfficers, setPassword } from '../../db/officers.ts'
import { hashPassword } from '../auth.ts'
import { type Context, command, DONE, FAILED, type Out, type Terminal } from './command.ts'

const SHORTEST = 12

const name = z.string().trim().min(1, 'a name is needed').max(80, 'a name has at most 80 characters')
const named = z.object({ name })
const withPassword = named.extend({
  password: z.string().optional(),
  generate: z.boolean().optional(),
  passwordStdin: z.boolean().optional(),
})
type WithPassword = z.infer<typeof withPassword>

const passwordOptions = (program: Program) =>
  program
    .option('--generate', 'make up a password and print it once')
    .option('--password-stdin', 'read the password from standard input')

async function prepare(args: WithPassword, terminal: Terminal): Promise<WithPassword> {
  if (args.generate && args.passwordStdin) throw new Error('Give either --generate or --password-stdin.')
  if (args.generate) return { ...args, password: madeUp() }
  if (args.passwordStdin) {
    const password = (await terminal.readAll()).replace(/\r?\n$/, '')
    return { ...args, password: checked(password) }
  }
  const password = checked(await terminal.askSecret(`Password for ${args.name}: `))
  if ((await terminal.askSecret('Once more: ')) !== password)
    throw new Error('The two passwords differ; nothing was changed.')
  return { ...args, password }
}

function checked(password: string): string {
  if ([...password].length >= SHORTEST) return password
  throw new Error(`A password has at least ${SHORTEST} characters; nothing was changed.`)
}

/** 20 letters and digits that are not mistaken for each other: 99 bits. */
function madeUp(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  return Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-')
}

function shown(out: Out, { name, password, generate }: WithPassword): void {
  if (generate) out.line(`Password of ${name}, shown only now: ${password}`)
}

export const officerAdd = command({
  name: 'officer add',
  args: withPassword,
  describe: program =>
    void passwordOptions(
      program.summary('let an officer sign in at the desk').argument('<name>', 'the name to sign in with'),
    ),
  prepare,
  async run({ db, now, newId }: Context, args, out) {
    const password = await hashPassword(checked(args.password ?? ''))
    if (!(await addOfficer(db, { id: newId(), name: args.name, password, at: now() }))) {
      out.error(
        `There is an officer ${args.name} already; "officer password ${args.name}" sets a new password.`,
      )
      return FAILED
    }
    out.line(`Officer ${args.name} may sign in at /desk now.`)
    shown(out, args)
    return DONE
  },
})

export const officerPassword = command({
  name: 'officer password',
  args: withPassword,
  describe: program =>
    void passwordOptions(
      program.summary("set an officer's password").argument('<name>', "the officer's name"),
    ),
  prepare,
  async run({ db }, args, out) {
    const password = await hashPassword(checked(args.password ?? ''))
    if (!(await setPassword(db, args.name, password))) return unknown(out, args.name)
    out.line(`Officer ${args.name} has a new password.`)
    shown(out, args)
    return DONE
  },
})

export const officerDisable = command({
  name: 'officer disable',
  args: named,
  describe: program =>
    void program
      .summary('shut an officer out and end all sessions of theirs')
      .argument('<name>', "the officer's name"),
  async run({ db }, { name }, out) {
    if (!(await disableOfficer(db, name))) return unknown(out, name)
    out.line(`Officer ${name} can no longer sign in, and is signed out everywhere.`)
    return DONE
  },
})

export const officerList = command({
  name: 'officer list',
  args: z.object({}),
  describe: program => void program.summary('list the officers'),
  async run({ db }, _args, out) {
    const officers = await listOfficers(db)
    if (officers.length === 0) out.line('There is no officer yet; "officer add NAME" makes the first one.')
    for (const { name, created_at, disabled } of officers)
      out.line(`${name}  since ${created_at.toISOString().slice(0, 10)}${disabled ? '  disabled' : ''}`)
    return DONE
  },
})

function unknown(out: Out, name: string): number {
  out.error(`There is no officer ${name}; "officer list" shows them all.`)
  return FAILED
}
