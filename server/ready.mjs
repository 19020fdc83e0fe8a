// Makes a fresh clone ready before anything runs: installs what is missing, builds the pages and compiles the
// server when their sources are newer.
// Plain JavaScript on Node alone, because nothing is installed yet.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compiledProgram } from './compiled.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Kentongan needs Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

const digest = text => createHash('sha256').update(text).digest('hex')

/** Runs a step unless its stamp says that it was done for this very state. */
function once(stamp, state, what, command, args) {
  const file = join(root, stamp)
  if (existsSync(file) && readFileSync(file, 'utf8') === state) return
  run(what, command, args)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, state)
}

function run(what, command, args) {
  console.log(what)
  // npm and vite are scripts that Windows only finds through a shell; nothing of a user's reaches this line.
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}

const installed = digest(readFileSync(join(root, 'package-lock.json'), 'utf8') + process.version)
once('node_modules/.ready', installed, 'Installing what is missing …', 'npm', [
  'ci',
  '--no-audit',
  '--no-fund',
])

const sources = ['web', 'server/domain', 'vite.config.ts', 'package-lock.json']

/** Names, sizes and times of all files below the sources: changes with every edit, cheap to read. */
function stateOf(path) {
  const found = statSync(path)
  if (!found.isDirectory()) return `${path} ${found.size} ${found.mtimeMs}\n`
  return readdirSync(path)
    .sort()
    .map(name => stateOf(join(path, name)))
    .join('')
}

if (!process.argv.includes('--no-build')) {
  once(
    'dist/.ready',
    digest(sources.map(name => stateOf(join(root, name))).join('')),
    'Building the pages …',
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  )
  if (compiledProgram() === undefined) run('Compiling the server …', process.execPath, ['server/compile.mjs'])
}
