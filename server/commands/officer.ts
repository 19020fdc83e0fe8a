// kentongan officer …, agency …: who may sign in at the desk, and what they may do there. A password comes from a prompt, from standard input
// or is made up here; never as an argument, where every user of the machine could read it.
import type { Command as Program } from 'commander'
import { z } from 'zod'
import { listAgencies } from '../../db/agencies.ts'
import { listOfficers, type Rights } from '../../db/officers.ts'
import { isAgencyKey } from '../domain/agency.ts'
import { say } from '../domain/messages/index.ts'
import { roles } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { createOfficers, madeUpPassword } from '../sign-in/officers.ts'
import { SHORTEST_PASSWORD } from '../sign-in/passwords.ts'
import { type Context, command, DONE, FAILED, OPERATOR, type Out, type Terminal } from './command.ts'

const name = z.string().trim().min(1, 'a name is needed').max(80, 'a name has at most 80 characters')
const named = z.object({ name })
const rightsArgs = z.object({
  role: z.enum(roles).optional(),
  agency: z.string().optional(),
  region: z.array(z.string()).optional(),
})
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

const rightsOptions = (program: Program) =>
  program
    .option('--role <role>', roles.join(', '))
    .option('--agency <key>', 'the agency, as "agency list" names it; "none" for none')
    .option('--region <codes...>', 'the regions that are theirs, such as ID-JK; "all" for all')

/** `none` and `all` take away what was set. */
function rightsOf({ role, agency, region }: z.infer<typeof rightsArgs>): Partial<Rights> {
  return {
    ...(role && { role }),
    ...(agency && { agency: agency === 'none' ? null : agency }),
    ...(region && { regions: region.includes('all') ? null : region.flatMap(code => code.split(',')) }),
  }
}

async function prepare<Args extends WithPassword>(args: Args, terminal: Terminal): Promise<Args> {
  if (args.generate && args.passwordStdin) throw new Error('Give either --generate or --password-stdin.')
  if (args.generate) return { ...args, password: madeUpPassword() }
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
  if ([...password].length >= SHORTEST_PASSWORD) return password
  throw new Error(`A password has at least ${SHORTEST_PASSWORD} characters; nothing was changed.`)
}

function shown(out: Out, { name, password, generate }: WithPassword): void {
  if (generate) out.line(`Password of ${name}, shown only now: ${password}`)
}

export const officerAdd = command({
  name: 'officer add',
  audit: 'itself',
  args: withPassword.extend(rightsArgs.shape).extend({ byAgency: z.boolean().optional() }),
  describe: program =>
    void rightsOptions(
      passwordOptions(
        program
          .summary(
            'let an officer sign in at the desk; the first is an administrator, others verifiers unless told',
          )
          .argument('<name>', 'the name to sign in with')
          .option('--by-agency', "no password: signs in through the agency's own provider"),
      ),
    ),
  prepare: async (args, terminal) => (args.byAgency ? args : prepare(args, terminal)),
  async run(context: Context, args, out) {
    const password = args.byAgency ? null : checked(args.password ?? '')
    const added = await createOfficers(context).add(
      { name: args.name, password, ...rightsOf(args) },
      OPERATOR,
    )
    if (isRefusal(added)) {
      if (added.refused !== 'name-taken') return failed(out, added, args.name)
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
  audit: 'itself',
  args: withPassword,
  describe: program =>
    void passwordOptions(
      program
        .summary("set an officer's password, and sign the officer out everywhere")
        .argument('<name>', "the officer's name"),
    ),
  prepare,
  async run(context, args, out) {
    const password = checked(args.password ?? '')
    const outcome = await createOfficers(context).setPassword({ name: args.name }, password, OPERATOR)
    if (isRefusal(outcome)) return failed(out, outcome, args.name)
    out.line(`Officer ${args.name} has a new password.`)
    shown(out, args)
    return DONE
  },
})

export const officerReset = command({
  name: 'officer reset',
  audit: 'itself',
  args: withPassword,
  describe: program =>
    void passwordOptions(
      program
        .summary('a new password, no second factor any more, signed out everywhere')
        .argument('<name>', "the officer's name"),
    ),
  prepare: (args, terminal) => prepare({ generate: !args.passwordStdin, ...args }, terminal),
  async run(context, args, out) {
    const password = checked(args.password ?? '')
    const outcome = await createOfficers(context).setPassword({ name: args.name }, password, OPERATOR, {
      whole: true,
    })
    if (isRefusal(outcome)) return failed(out, outcome, args.name)
    out.line(`Officer ${args.name} has a new password and no second factor.`)
    shown(out, args)
    return DONE
  },
})

export const officerRole = command({
  name: 'officer role',
  audit: 'itself',
  args: named.extend(rightsArgs.shape).extend({ newRole: z.enum(roles).optional() }),
  describe: program =>
    void rightsOptions(
      program
        .summary("change an officer's role, agency or regions; it holds at once")
        .argument('<name>', "the officer's name")
        .argument('[newRole]', roles.join(', ')),
    ),
  async run(context, { newRole, ...args }, out) {
    const wanted = rightsOf(newRole ? { ...args, role: newRole } : args)
    const outcome = await createOfficers(context).setRights({ name: args.name }, wanted, OPERATOR)
    if (isRefusal(outcome)) return failed(out, outcome, args.name)
    out.line(`${outcome.name}  ${described(outcome)}`)
    return DONE
  },
})

const switching = (disabled: boolean, name: string, summary: string, said: string) =>
  command({
    name,
    audit: 'itself',
    args: named,
    describe: program => void program.summary(summary).argument('<name>', "the officer's name"),
    async run(context, args, out) {
      const outcome = await createOfficers(context).setDisabled({ name: args.name }, disabled, OPERATOR)
      if (isRefusal(outcome)) return failed(out, outcome, args.name)
      out.line(`Officer ${args.name} ${said}`)
      return DONE
    },
  })

export const officerDisable = switching(
  true,
  'officer disable',
  'shut an officer out and end all sessions of theirs',
  'can no longer sign in, and is signed out everywhere.',
)
export const officerEnable = switching(
  false,
  'officer enable',
  'let a disabled officer sign in again',
  'may sign in at /desk again.',
)

export const officerList = command({
  name: 'officer list',
  args: z.object({}),
  describe: program => void program.summary('list the officers'),
  async run({ db }, _args, out) {
    const officers = await listOfficers(db)
    if (officers.length === 0) out.line('There is no officer yet; "officer add NAME" makes the first one.')
    for (const officer of officers)
      out.line(
        [
          officer.name,
          `since ${officer.created_at.toISOString().slice(0, 10)}`,
          described(officer),
          ...(officer.second_factor ? ['second factor'] : []),
          ...(officer.disabled ? ['disabled'] : []),
        ].join('  '),
      )
    return DONE
  },
})

export const agencyAdd = command({
  name: 'agency add',
  audit: 'itself',
  args: z.object({
    key: z.string().refine(isAgencyKey, 'a key is made of small letters, digits and hyphens'),
    agencyName: z.string().trim().min(1).max(200),
    contact: z.string().max(500).optional(),
  }),
  describe: program =>
    void program
      .summary('an agency that officers belong to and that work is assigned to')
      .argument('<key>', 'short and stable, such as bpbd-dki')
      .argument('<agencyName>', 'as people know it, such as "BPBD DKI Jakarta"')
      .option('--contact <words>', 'where it is reached'),
  async run(context, { key, agencyName, contact }, out) {
    const agency = { key, name: agencyName, contact: contact ?? null }
    const outcome = await createOfficers(context).addAgency(agency, OPERATOR)
    if (isRefusal(outcome)) return failed(out, outcome, key)
    out.line(`Agency ${key} is registered: ${agencyName}.`)
    return DONE
  },
})

export const agencyList = command({
  name: 'agency list',
  args: z.object({}),
  describe: program => void program.summary('list the agencies'),
  async run({ db }, _args, out) {
    const agencies = await listAgencies(db)
    if (agencies.length === 0) out.line('There is no agency yet; "agency add KEY NAME" makes one.')
    for (const { key, name, contact } of agencies)
      out.line([key, name, ...(contact ? [contact] : [])].join('  '))
    return DONE
  },
})

const described = ({ role, agency, regions }: Rights) =>
  `${role}  ${agency ?? 'no agency'}  ${regions?.join(', ') ?? 'all regions'}`

function failed(out: Out, refusal: Refusal, name: string): number {
  out.error(
    refusal.refused === 'officer-unknown'
      ? `There is no officer ${name}; "officer list" shows them all.`
      : say('en', `refusal.${refusal.refused}`, refusal.details),
  )
  return FAILED
}
