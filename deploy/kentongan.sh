#!/bin/sh
# The operators' commands inside the image: docker compose exec kentongan-1 kentongan officer list
exec node --import /kentongan/node_modules/tsx/dist/loader.mjs /kentongan/server/operator.ts "$@"
