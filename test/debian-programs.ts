// Programs of other projects that check our files: those of this machine, else out of Debian's packages, unpacked beside the tests' cache and never
// installed, because their packages would start servers.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGES = { caddy: 'caddy', promtool: 'prometheus', 'systemd-analyze': undefined } as const
export type Program = keyof typeof PACKAGES

const cache = fileURLToPath(new URL('../node_modules/.cache/kentongan/programs', import.meta.url))

/** Its address; undefined, said aloud, where it cannot be had. */
export function findProgram(program: Program): string | undefined {
  const own = spawnSync('which', [program], { encoding: 'utf8' })
  if (own.status === 0) return own.stdout.trim()
  const unpacked = join(cache, 'usr/bin', program)
  if (existsSync(unpacked) || unpack(PACKAGES[program])) return unpacked
  console.warn(`\nThere is no ${program} on this machine: WHAT IT CHECKS IS SKIPPED.\n`)
  return undefined
}

function unpack(name: string | undefined): boolean {
  if (!name || !existsSync('/etc/debian_version')) return false
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'package-'))
  try {
    const quiet = { cwd: folder, stdio: 'ignore' } as const
    // Only root may renew the lists; they are there already where the tests have installed anything.
    if (spawnSync('apt-get', ['download', name], quiet).status !== 0) {
      execFileSync('apt-get', ['update'], quiet)
      execFileSync('apt-get', ['download', name], quiet)
    }
    for (const file of readdirSync(folder)) execFileSync('dpkg-deb', ['--extract', file, cache], quiet)
    return true
  } catch (fault) {
    if (process.env.CI === 'true') throw fault
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a program says to a file, and whether it is content. */
export function check(program: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { isContent: status === 0, said: stdout + stderr }
}
