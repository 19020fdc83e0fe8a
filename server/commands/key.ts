// kentongan key …: keys with which programs do at the desk what they were let do.
import { z } from 'zod'
import { listKeys } from '../../db/service-keys.ts'
import { say } from '../domain/messages/index.ts'
import { deedNames, keyDeeds } from '../domain/permissions.ts'
import { isRefusal } from '../domain/refusal.ts'
import { createServiceKeys } from '../sign-in/service-keys.ts'
import { command, DONE, FAILED, OPERATOR } from './command.ts'

export const keyAdd = command({
  name: 'key add',
  audit: 'itself',
  args: z.object({
    name: z.string().trim().min(1).max(80),
    deed: z.array(z.enum(deedNames)),
    region: z.array(z.string()).optional(),
  }),
  describe: program =>
    void program
      .summary('a key for a program, shown only once')
      .argument('<name>', 'what the program is')
      .requiredOption('--deed <deeds...>', `what it may do: ${keyDeeds.join(', ')}`)
      .option('--region <codes...>', 'only there, such as ID-JK'),
  async run(context, { name, deed, region }, out) {
    const made = await createServiceKeys(context).add(
      { name, deeds: deed, regions: region ?? null },
      OPERATOR,
    )
    if (isRefusal(made)) {
      out.error(say('en', `refusal.${made.refused}`, made.details))
      return FAILED
    }
    out.line(`Key of ${name}, shown only now: ${made.key}`)
    out.line('The program sends it with every request: Authorization: Bearer KEY')
    return DONE
  },
})

export const keyList = command({
  name: 'key list',
  args: z.object({}),
  describe: program => void program.summary('list the keys of programs'),
  async run({ db }, _args, out) {
    const keys = await listKeys(db)
    if (keys.length === 0) out.line('There is no key yet; "key add NAME --deed look" makes one.')
    for (const { id, name, start, deeds, regions, used_at, revoked_at } of keys)
      out.line(
        [
          id,
          name,
          `${start}…`,
          deeds.join(', '),
          regions?.join(', ') ?? 'all regions',
          used_at ? `last used ${used_at.toISOString()}` : 'never used',
          ...(revoked_at ? ['revoked'] : []),
        ].join('  '),
      )
    return DONE
  },
})

export const keyRevoke = command({
  name: 'key revoke',
  audit: 'itself',
  args: z.object({ id: z.uuid() }),
  describe: program => void program.summary('end a key at once').argument('<id>', 'as "key list" names it'),
  async run(context, { id }, out) {
    const revoked = await createServiceKeys(context).revoke(id, OPERATOR)
    if (isRefusal(revoked)) {
      out.error(`There is no such key, or it was revoked before; "key list" shows them all.`)
      return FAILED
    }
    out.line(`The key of ${revoked.name} opens nothing any more.`)
    return DONE
  },
})
