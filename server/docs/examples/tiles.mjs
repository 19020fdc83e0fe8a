// What a map asks for: the TileJSON tells the addresses. In MapLibre:
//   map.addSource('reports', { type: 'vector', url: 'http://localhost:3000/tiles/reports.json' })
const base = 'http://localhost:3000'

const { tiles, vector_layers: layers } = await (await fetch(`${base}/tiles/reports.json`)).json()
console.log(layers.map(({ id, fields }) => [id, Object.keys(fields)]))

const address = tiles[0].replace('{z}', 11).replace('{x}', 1631).replace('{y}', 1059)
const tile = await fetch(address)
console.log(tile.status, tile.headers.get('Content-Type'), (await tile.arrayBuffer()).byteLength, 'bytes')
