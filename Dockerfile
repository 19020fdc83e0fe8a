# syntax=docker/dockerfile:1
# Kentongan in one image: the pages are built in a stage of their own, and what only the building and the browser need stays behind there. It runs as
# an ordinary user on a file system that may be read-only: it writes to /data, and keeps its compiled sources in /tmp.
# The version that all tests run on.
ARG NODE_VERSION=20.20.2

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /kentongan
COPY package.json package-lock.json ./
COPY server/client server/client
RUN npm ci --no-audit --no-fund
COPY tsconfig.json vite.config.ts ./
COPY bots bots
COPY db db
COPY server server
COPY web web
RUN node_modules/.bin/vite build --logLevel warn && node server/compile.mjs
# What the image is made of, for whoever has to know.
RUN npm sbom --package-lock-only --sbom-format cyclonedx > sbom.cdx.json
# The pages have been built from these; nobody reads them again.
RUN npm uninstall --omit=dev --no-audit --no-fund vite maplibre-gl preact @preact/signals idb @simplewebauthn/browser

FROM node:${NODE_VERSION}-bookworm-slim
LABEL org.opencontainers.image.title="Kentongan" org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production PORT=3000 DATA_DIR=/data
WORKDIR /kentongan
RUN mkdir /data && chown node:node /data
COPY deploy/kentongan.sh /usr/local/bin/kentongan
COPY --from=build /kentongan/package.json /kentongan/tsconfig.json /kentongan/sbom.cdx.json ./
COPY --from=build /kentongan/node_modules node_modules
COPY --from=build /kentongan/dist dist
COPY --from=build /kentongan/compiled compiled
# Of these the compiled server is made, and it is taken only where they are the same.
COPY package-lock.json ./
COPY bots bots
COPY db db
COPY server server
# The documentation has the pages' colours.
COPY web/tokens.css web/tokens.css
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=64", "server/start.mjs"]
