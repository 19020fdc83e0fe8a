// Traces for whoever collects them (OpenTelemetry over HTTP): requests, and the way of each report from its intake to the map. The trace of a report has
// the report's own id, so that every process adds its part without asking another. Without OTEL_EXPORTER_OTLP_ENDPOINT nothing is loaded.
import { createHash, randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import type { Config } from '../config.ts'
import { routeOf } from './metrics.ts'
import { inTrace, type Staged, underWay } from './under-way.ts'

type Traces = {
  around: (handle: RequestListener) => RequestListener
  stage: Staged
  close: () => Promise<void>
}

const NONE: Traces = { around: handle => handle, stage: () => undefined, close: async () => undefined }
/** A collector that is away is told of once in so long. */
const SAID_EVERY_MS = 60_000
/** Spans that wait to be sent; in a storm the rest is left out, never the request held up. */
const QUEUE = {
  maxQueueSize: 4_096,
  maxExportBatchSize: 512,
  scheduledDelayMillis: 2_000,
  exportTimeoutMillis: 5_000,
}

export async function openTraces(settings: Config['traces'], log: (line: string) => void): Promise<Traces> {
  if (!settings) return NONE
  const [api, sdk, { resourceFromAttributes }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ])
  const { endpoint, headers, service, ratio } = settings
  /** What the next span is called, where we say it. */
  let next: { trace?: string; span?: string } = {}
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new sdk.TraceIdRatioBasedSampler(ratio),
    idGenerator: {
      generateTraceId: () => next.trace ?? randomBytes(16).toString('hex'),
      generateSpanId: () => next.span ?? randomBytes(8).toString('hex'),
    },
    spanProcessors: [
      new sdk.BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, headers }), QUEUE),
    ],
  })
  let said = Number.NEGATIVE_INFINITY
  const quiet = () => undefined
  const error = () => {
    if (performance.now() - said < SAID_EVERY_MS) return
    said = performance.now()
    log('traces: the collector does not take them')
  }
  api.diag.setLogger(
    { error, warn: quiet, info: quiet, debug: quiet, verbose: quiet },
    api.DiagLogLevel.ERROR,
  )
  const tracer = provider.getTracer('kentongan')

  const below = (traceId: string, spanId: string) =>
    api.trace.setSpanContext(api.ROOT_CONTEXT, {
      traceId,
      spanId,
      traceFlags: api.TraceFlags.SAMPLED,
      isRemote: true,
    })

  function begin(ids: typeof next, ...how: Parameters<typeof tracer.startSpan>) {
    next = ids
    const span = tracer.startSpan(...how)
    next = {}
    return span
  }

  return {
    around: handle => (request, response) =>
      inTrace(request, asked => {
        const { trace, parent } = asked
        const context = parent ? below(trace, parent) : api.ROOT_CONTEXT
        const span = begin({ trace }, String(request.method), { kind: api.SpanKind.SERVER }, context)
        asked.span = span.spanContext().spanId
        response.once('close', () => {
          const route = routeOf(request)
          span.updateName(`${request.method} ${route}`)
          span.setAttributes({
            'http.request.method': String(request.method),
            'http.route': route,
            'http.response.status_code': response.statusCode,
          })
          if (response.statusCode >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR })
          span.end()
        })
        handle(request, response)
      }),
    stage(stage, report, began) {
      const trace = report.replaceAll('-', '')
      const root = createHash('sha256').update(`intake ${report}`).digest('hex').slice(0, 16)
      const asked = underWay()
      const isFirst = stage === 'intake'
      const links =
        isFirst && asked?.span
          ? [{ context: { traceId: asked.trace, spanId: asked.span, traceFlags: api.TraceFlags.SAMPLED } }]
          : []
      begin(
        isFirst ? { trace, span: root } : {},
        `report ${stage}`,
        { startTime: began, links },
        isFirst ? api.ROOT_CONTEXT : below(trace, root),
      ).end()
    },
    async close() {
      await provider.shutdown().catch(error)
      api.diag.disable()
    },
  }
}
