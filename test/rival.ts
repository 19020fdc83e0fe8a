// A second process for the tests of what two processes may do to one data directory. Run as `rival.ts WHAT DIRECTORY`;
// it says on its output what it has done, a line each, and then waits for its end.
import { openDatabase } from '../db/connect.ts'
import { lockDirectory } from '../db/directory-lock.ts'

const [what, directory = ''] = process.argv.slice(2)
if (what === 'lock') await lock()
if (what === 'insert') await insert()

/** Waits for a line, so that several can start in the same moment; then says who of them has the lock. */
async function lock(): Promise<void> {
  console.log('ready')
  await new Promise(resolve => process.stdin.once('data', resolve))
  await lockDirectory(directory).then(
    () => console.log('locked'),
    (error: Error) => console.log(`refused: ${error.message}`),
  )
  setInterval(() => undefined, 1_000)
}

/** Inserts row after row and says each number when it was acknowledged. */
async function insert(): Promise<void> {
  const database = await openDatabase({ directory })
  await database.query(
    'create table if not exists rival_rows (number bigint generated always as identity primary key, words text)',
  )
  for (;;) {
    const { rows } = await database.query<{ number: number }>(
      `insert into rival_rows (words) values (repeat('x', 300)) returning number`,
    )
    console.log(rows[0]?.number)
  }
}
