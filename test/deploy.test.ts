// The files for Docker, compose, Kubernetes, systemd, Caddy, Prometheus and Grafana: no engine runs here, so each is read by the linter or by the very
// program that will read it there, and held to what it says of Kentongan. test/deployed.test.ts starts what the image holds.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DCLinter } from 'dclint'
import { validate } from 'dockerfile-utils'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { commands } from '../server/commands/index.ts'
import { readConfig } from '../server/config.ts'
import { check, findProgram } from './debian-programs.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(root + path, 'utf8')
type Thing = Record<string, unknown>
/** What stands at a path of names in something that was read. */
const at = (thing: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => (inner as Thing | undefined)?.[name], thing)

/** The names that the settings are read by, found out by reading them. */
function settings(): Set<string> {
  const names = new Set<string>()
  const together = Object.fromEntries(
    ['WHATSAPP_TOKEN', 'WHATSAPP_PHONE_ID', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN']
      .concat(['WHATSAPP_TEMPLATE', 'S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'])
      .concat(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'TELEGRAM_BOT_TOKEN'])
      .concat('OTEL_EXPORTER_OTLP_ENDPOINT')
      .map(name => [name, 'https://one.example']),
  )
  for (const given of [{}, together])
    readConfig(
      new Proxy<NodeJS.ProcessEnv>(given, {
        get(target, name: string) {
          names.add(name)
          return target[name]
        },
      }),
    )
  return names
}

describe('the settings', () => {
  const told = [...read('README.md').matchAll(/^\| (`[A-Z].*?`) \|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name),
  )
  test('stand in the README, each of them, and nothing else', () => {
    expect(told.sort()).toEqual([...settings()].sort())
  })

  test('a proxy is believed that was named, and no network that is everybody', () => {
    expect(readConfig({}).trustedProxies).toEqual(['loopback'])
    expect(readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, fd00::1' }).trustedProxies).toEqual([
      'loopback',
      '10.0.0.0/8',
      'fd00::1',
    ])
    for (const wrong of ['everybody', '10.0.0.0/33', '0.0.0.0/0', '::/0', '10.0.0.0/8/8', '10.0.0.0/'])
      expect(() => readConfig({ TRUSTED_PROXIES: wrong })).toThrow(/^TRUSTED_PROXIES holds/)
  })
})

test('commands that the files name are there', () => {
  const names = new Set(commands.map(({ name }) => name.split(' ')[0]))
  const files = ['deploy/README.md', 'deploy/env.example', ...inFolder('kubernetes'), ...inFolder('systemd')]
  for (const file of files)
    for (const [, name] of read(file).matchAll(
      /(?:run kentongan --|kentongan-1 kentongan|-- kentongan|- kentongan|`kentongan|operator\.ts) ([a-z]+)/g,
    ))
      expect(names, `${file} names the command ${name}`).toContain(name)
})

const inFolder = (name: string) => readdirSync(`${root}deploy/${name}`).map(file => `deploy/${name}/${file}`)

describe('the image', () => {
  const file = read('Dockerfile')
  const lines = file.split('\n')
  const final = lines.slice(lines.findLastIndex(line => line.startsWith('FROM ')))

  test('is described without a fault', () => {
    expect(validate(file, {})).toEqual([])
  })

  test('runs as an ordinary user, says whether it lives, and has no secret and no compiler of pages', () => {
    expect(final).toContain('USER node')
    expect(final.some(line => line.startsWith('HEALTHCHECK'))).toBe(true)
    expect(file).not.toMatch(/(TOKEN|SECRET|PASSWORD|_KEY)\b/)
    expect(final.join('\n')).not.toMatch(/npm |vite/)
  })

  test('what goes to the builder is named, and holds all that is copied', () => {
    const [everything, ...kept] = read('.dockerignore')
      .split('\n')
      .filter(line => /^[*!]/.test(line))
    expect(everything).toBe('*')
    const copied = lines
      .filter(line => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap(line => line.split(' ').slice(1, -1))
    for (const path of copied)
      expect(
        kept.some(line => `${path}/`.startsWith(`${line.slice(1)}/`)),
        path,
      ).toBe(true)
  })
})

describe('compose', () => {
  const file = read('deploy/compose.yaml')
  const services = parse(file, { merge: true }).services as Record<string, Thing>
  const template = read('deploy/env.example')

  test('is described without a fault', async () => {
    const [result] = await new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] }).lintFiles(
      [`${root}deploy/compose.yaml`],
      false,
    )
    expect(result?.messages ?? []).toEqual([])
  })

  test.each(Object.entries(services))(
    '%s starts again by itself, is asked for its health, and may do little',
    (_name, service) => {
      expect(service).toMatchObject({
        restart: 'unless-stopped',
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        healthcheck: { test: expect.any(Array) },
      })
      expect(service.privileged).toBeUndefined()
    },
  )

  test('the two processes are healthy when people may be sent to them', () => {
    for (const name of ['kentongan-1', 'kentongan-2'])
      expect(JSON.stringify(at(services[name], 'healthcheck.test'))).toContain('/readyz')
  })

  test('only settings that are read are given, and no secret has a value of its own', () => {
    const known = settings()
    for (const name of ['kentongan-1', 'kentongan-2'])
      for (const setting of Object.keys(services[name]?.environment as Thing))
        expect(known).toContain(setting)
    const given = [...template.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)]
    expect(given.length).toBeGreaterThan(3)
    for (const [, name = '', value] of given) {
      expect(value).toBe('')
      if (!['SITE_ADDRESS', 'POSTGRES_PASSWORD'].includes(name)) expect(known).toContain(name)
    }
    for (const [whole, name = '', otherwise] of file.matchAll(/\$\{([A-Z0-9_]+)([^}]*)\}/g)) {
      expect(otherwise, whole).toMatch(/^:\?/)
      expect(given.map(each => each[1])).toContain(name)
    }
  })
})

describe('Kubernetes', () => {
  const things = inFolder('kubernetes')
    .map(file => ({ file, thing: parse(read(file)) as Thing }))
    .filter(({ thing }) => thing.kind !== 'Kustomization')

  test.each(things)('$file is what the API takes', async ({ thing }) => {
    const { kind, apiVersion } = thing as { kind: string; apiVersion: string }
    const models = await import(`kubernetes-models/${apiVersion}/${kind}`)
    expect(() => new models[kind](thing).validate()).not.toThrow()
  })

  test('every file is applied, and every label leads to the pods', () => {
    const { resources } = parse(read('deploy/kubernetes/kustomization.yaml'))
    expect(resources.map((name: string) => `deploy/kubernetes/${name}`).sort()).toEqual(
      things.map(({ file }) => file).sort(),
    )
    const pods = { 'app.kubernetes.io/name': 'kentongan' }
    const of = (kind: string) => things.find(({ thing }) => thing.kind === kind)?.thing
    expect(at(of('Deployment'), 'spec.template.metadata.labels')).toEqual(pods)
    expect(at(of('Service'), 'spec.selector')).toEqual(pods)
    expect(at(of('PodDisruptionBudget'), 'spec.selector.matchLabels')).toEqual(pods)
    expect(at(of('NetworkPolicy'), 'spec.podSelector.matchLabels')).toEqual(pods)
  })

  test('pods are probed, limited, may do nothing but their work, and an upgrade takes none away first', () => {
    const spec = at(things.find(({ thing }) => thing.kind === 'Deployment')?.thing, 'spec')
    expect(at(spec, 'strategy.rollingUpdate')).toEqual({ maxSurge: 1, maxUnavailable: 0 })
    expect(at(spec, 'template.spec')).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    })
    const [container] = at(spec, 'template.spec.containers') as Thing[]
    expect(container).toMatchObject({
      startupProbe: { httpGet: { path: '/readyz' } },
      readinessProbe: { httpGet: { path: '/readyz' } },
      livenessProbe: { httpGet: { path: '/healthz' } },
      resources: { requests: { cpu: expect.any(String) }, limits: { memory: expect.any(String) } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      envFrom: [{ configMapRef: { name: 'kentongan' } }, { secretRef: { name: 'kentongan' } }],
    })
  })

  test('secrets are named and never written down, and settings are those that are read', () => {
    const known = settings()
    for (const { thing } of things) {
      expect(thing.kind).not.toBe('Secret')
      if (thing.kind === 'ConfigMap')
        for (const name of Object.keys(thing.data as Thing)) {
          expect(known).toContain(name)
          expect(name).not.toMatch(/TOKEN|SECRET|PASSWORD|_KEY$|DATABASE_URL/)
        }
    }
  })
})

describe('systemd', () => {
  const program = findProgram('systemd-analyze')
  const units = inFolder('systemd').map(file => root + file)

  test.skipIf(!program)('reads every unit', () => {
    const { isContent, said } = check(program ?? '', ['verify', ...units])
    // The program's own place need not be on this machine.
    const faults = said.split('\n').filter(line => line && !line.includes('is not executable'))
    expect(faults).toEqual([])
    expect(isContent || said.includes('is not executable')).toBe(true)
  })

  test.skipIf(!program)('finds little of the machine exposed', () => {
    for (const unit of units.filter(path => path.endsWith('.service'))) {
      const { said } = check(program ?? '', ['security', '--offline=true', '--no-pager', unit])
      expect(Number(/exposure level for \S+: ([\d.]+)/.exec(said)?.[1])).toBeLessThan(2)
    }
  })

  test('gives only settings that are read', () => {
    const known = settings()
    for (const unit of units)
      for (const [, given = ''] of readFileSync(unit, 'utf8').matchAll(/^Environment=(.*)$/gm))
        for (const pair of given.split(' ')) expect([...known, 'NODE_ENV']).toContain(pair.split('=')[0])
  })
})

describe('Caddy', () => {
  const program = findProgram('caddy')
  const file = `${root}deploy/Caddyfile`

  test.skipIf(!program)('reads its file, which is written in its own way', () => {
    const { isContent, said } = check(
      program ?? '',
      ['validate', '--adapter', 'caddyfile', '--config', file],
      {
        SITE_ADDRESS: 'kentongan.example',
      },
    )
    expect(isContent, said).toBe(true)
    expect(check(program ?? '', ['fmt', file]).said).toBe(read('deploy/Caddyfile'))
  })
})

describe('Prometheus', () => {
  const program = findProgram('promtool')
  const folder = `${root}deploy/prometheus`

  test.skipIf(!program)('reads rules and settings, and the rules call when they should', () => {
    const asked = [
      ['check', 'rules', `${folder}/alerts.yaml`],
      ['check', 'config', '--syntax-only', `${folder}/prometheus.yaml`],
      ['test', 'rules', `${folder}/alerts.test.yaml`],
    ]
    for (const args of asked) {
      const { isContent, said } = check(program ?? '', args)
      expect(isContent, said).toBe(true)
    }
  })

  test('each rule says how bad it is and what it means', () => {
    for (const { rules } of parse(read('deploy/prometheus/alerts.yaml')).groups)
      for (const { alert, expr, for: patience, labels, annotations } of rules) {
        expect([alert, expr, patience].every(word => typeof word === 'string')).toBe(true)
        expect(['page', 'look']).toContain(labels.severity)
        expect(Object.keys(annotations)).toEqual(['summary', 'description'])
      }
  })
})

describe('Grafana', () => {
  type Panel = {
    id: number
    type: string
    title: string
    gridPos: { x: number; y: number; w: number; h: number }
    targets?: { expr: string }[]
  }
  const panels: Panel[] = JSON.parse(read('deploy/grafana/kentongan.json')).panels

  test('the panels have numbers of their own and lie beside each other', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const covered = new Set<string>()
    for (const { gridPos, title } of panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(covered, title).not.toContain(`${x},${y}`)
          covered.add(`${x},${y}`)
        }
    }
    for (const { type, targets } of panels) expect(type === 'row' || (targets?.length ?? 0) > 0).toBe(true)
  })
})
