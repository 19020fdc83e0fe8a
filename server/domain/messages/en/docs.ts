// English: the page /docs, for researchers and programmers. Names of addresses, parameters and programs stay as they are.
export const docs = {
  'docs.title': 'Open data and API',
  'docs.lead':
    'What citizens report here is open to every program: no sign-up, no key. This page says where everything is, with examples to copy. They are filled in with the address of this installation.',
  'docs.contents': 'On this page',
  'docs.description': 'The whole description, address by address',
  'docs.description-about': 'Every parameter and every answer, to try out in the browser.',
  'docs.document': 'OpenAPI 3.0 document',
  'docs.copy': 'Copy',
  'docs.copied': 'Copied',
  'docs.map': 'Live map',
  'docs.example': 'Example for {program}',
  'docs.addresses': 'Addresses',

  'docs.basics': 'In short',
  'docs.basics-about':
    'Times are UTC, ISO 8601. Coordinates are longitude, latitude in degrees (WGS 84). Depths are centimetres. Reports that officers dismissed and those of drills are left out. A report has two names everywhere: its id, and the number that people call it by.',
  'docs.basics-levels':
    'Level 0 is unknown, 1 minor, 2 moderate, 3 severe. State is unverified, verified by an officer, or resolved.',
  'docs.basics-wrong':
    'An unknown parameter is refused with 400, so that a typing error never returns everything. Answers carry an ETag: ask again with If-None-Match, and an unchanged answer is 304 without a body.',

  'docs.reports': 'Live reports, as PetaBencana.id',
  'docs.reports-about':
    'Programs that read PetaBencana’s data API work here when only the address is changed. TopoJSON is the default; ask for geoformat=geojson.',
  'docs.door-reports': 'Reports of the last hours; admin, disaster, timeperiod (seconds)',
  'docs.door-archive': 'Reports between start and end',
  'docs.door-timeseries': 'How many reports came in each hour',
  'docs.door-report': 'One report by its number',
  'docs.door-floods': 'Local areas with their flood state, as polygons; states, places, archive beside it',
  'docs.door-floodgauges': 'Water gauges and what they read in the last 12 hours',
  'docs.door-infrastructure': 'Pumps, floodgates, basins, sites, waterways',
  'docs.door-cards': 'A one-time link to the form, for bots of your own',

  'docs.features': 'For maps and statistics: OGC API - Features',
  'docs.features-about':
    'QGIS, ArcGIS, GDAL, R and Python need nothing but this address. Reports of any age, incidents, areas, gauges, warnings; filters, boxes, spans, sorting. Pages go by a mark, not by a number: what arrives meanwhile neither repeats nor hides a report.',
  'docs.features-qgis':
    'In QGIS: Layer › Add Layer › Add WFS / OGC API - Features Layer › New. Type the address, choose OGC API - Features, and connect.',
  'docs.door-collections': 'What there is; a browser gets pages with a small map',
  'docs.door-items': 'Features: bbox, datetime, properties, filter (CQL2), sortby, limit up to 1,000',
  'docs.door-queryables': 'What can be asked for',
  'docs.door-schema': 'The data dictionary: every property with its meaning',

  'docs.warnings': 'Warnings: CAP 1.2',
  'docs.warnings-about':
    'Warnings by agencies are CAP 1.2 documents in Indonesian and English. A document never changes: an update is a new one that names the old one. Drills are Exercise, in a feed of their own.',
  'docs.door-cap': 'Atom feed of the latest messages',
  'docs.door-exercise': 'The same of drills',
  'docs.door-capfile': 'One message as it was issued',
  'docs.door-warnings': 'Warnings that hold, as GeoJSON',

  'docs.live': 'As it happens',
  'docs.live-about':
    'You need not poll. A socket tells the picture as it is and then every change, with a cursor: come back with it, and you miss nothing and see nothing twice.',
  'docs.door-socket': 'Socket.IO: send watch, receive change',

  'docs.tiles': 'Vector tiles',
  'docs.tiles-about':
    'For maps with very many reports, in MapLibre, QGIS or deck.gl: points, and crowds where they lie too close.',
  'docs.door-tilejson': 'TileJSON 3.0 of live reports; incidents.json beside it',
  'docs.door-tile': 'One tile; hazard, level, state, hours, words, region, area',
  'docs.door-live': 'The list beside the tiles: how many, and a page of them',

  'docs.past': 'The past and figures',
  'docs.past-about':
    'Counts over time, how soon reports are handled, and the whole map at a past moment, as it was live then.',
  'docs.door-timeline': 'Reports in each step of a span, by hazard and level',
  'docs.door-moments': 'The map at a past moment',
  'docs.door-figures': 'Waiting times and open cases; figures.csv for tables',

  'docs.send': 'Send a report',
  'docs.send-about':
    'Forms and bots of your own send reports. Give each one a new key: sent again with the same key it is the same report, so a bad network never makes two.',
  'docs.door-send': 'A report: hazard, place, answers, words, at',
  'docs.door-photo': 'Its photo, with the same key',
  'docs.door-near': 'What others have reported nearby, to ask before sending',

  'docs.ticket': 'A ticket for a report',
  'docs.ticket-about':
    'A report needs no ticket. In a flood of reports by programs, those with a ticket are judged apart. Let a bot or form of your own earn one: it takes less than a second.',
  'docs.ticket-task':
    'A ticket is a solved task of ALTCHA, sent in the header Report-Ticket. It is good for one report: the one with the same key. Send it within an hour; after that it counts less, after two days nothing. Who takes very many works longer for each.',
  'docs.door-ticket': 'A task of PBKDF2/SHA-256 for the report with this key',

  'docs.exports': 'Everything as one file',
  'docs.exports-about':
    'All reports that fit your question, streamed in the order in which they came in: CSV with HXL tags, GeoJSON, GeoJSON by the line, FlatGeobuf; GeoPackage up to 250,000 reports. Was the connection cut? Ask again with after= and the id of the last whole report.',
  'docs.exports-as-of':
    'With as_of the same question has the same answer next year, but for what was taken back since. Whole months and years lie ready as files with checksums, dictionary and licence.',
  'docs.door-exports': 'Formats, parameters and columns',
  'docs.door-csv':
    'Also .ndjson, .geojson, .fgb and .gpkg; start, end, hazard, level, state, region, bbox, as_of',
  'docs.door-snapshots': 'Months and years that lie ready, with SHA-256',

  'docs.statistics': 'Statistics',
  'docs.statistics-about':
    'How many reports there were, by time, hazard, level, state, region, local area or H3 cell, in the days of your time zone. A group of fewer than five reports is not told, nor is what would give it away.',
  'docs.door-statistics': 'by up to three of them; statistics.csv for tables',
  'docs.door-cells': 'H3 cells as polygons; resolution, box, by',

  'docs.door-cap-incidents': 'Incidents that officers have verified, under a sender of its own: no warnings',
  'docs.door-atom': 'Atom with GeoRSS, for feed readers; incidents.atom beside it',

  'docs.open311': 'City systems: Open311 GeoReport v2',
  'docs.open311-about':
    'FixMyStreet and other city systems list what can be reported, read reports and send them, in XML and JSON. It is no emergency line: in an emergency call 112.',
  'docs.door-discovery': 'Where everything is; also .json',
  'docs.door-services': 'What can be reported, and what is asked with it',
  'docs.door-requests': 'Reports of 90 days; service_code, start_date, end_date, status',
  'docs.door-open311-send': 'Send one; the same again within minutes stays one',

  'docs.live-events':
    'Programs without Socket.IO read Server-Sent Events: every EventSource comes back by itself with Last-Event-ID.',
  'docs.door-events': 'Server-Sent Events; bbox, region, hazard, snapshot=0',

  'docs.webhooks': 'Webhooks',
  'docs.webhooks-about':
    'Your server is called when something changes, signed as Standard Webhooks say, at least once. An administrator sets it up at the desk, with filters; the secret is shown once. Deliveries that failed are tried again for days, and can be sent anew.',
  'docs.webhooks-check':
    'Check the signature before you believe a call: HMAC-SHA256 over id.timestamp.body with the secret.',
  'docs.door-cities': 'Regions with their codes; /cities/bounds says in which one a point lies',

  'docs.client': 'Typed client for TypeScript',
  'docs.client-about':
    'Made from the OpenAPI document, so that your editor knows every address, parameter and answer.',
  'docs.client-install': 'npm install {url}/docs/kentongan-client.tgz',
  'docs.client-typed':
    'It waits and asks again where 429 or 503 say when, and goes through pages by itself. In the repository it is the folder client.',
  'docs.door-client': 'The package, as npm takes it by its address',

  'docs.keys': 'Keys and limits',
  'docs.keys-about':
    'Everything on this page is open without a key. Requests are counted by what they cost; RateLimit says how much is left. Who had enough gets 429 with Retry-After: wait so many seconds, then go on. A service key from an administrator brings ten times as much: Authorization: Bearer KEY.',
  'docs.keys-research':
    'With an agreement on research, an administrator gives a key that opens more: homes as exactly as they were reported. It holds in PetaBencana’s addresses, OGC features, bulk files, Atom, Open311, the past, sockets and events. Contacts and secret reports stay hidden.',
  'docs.keys-audience':
    'Such answers say Data-Audience: researcher, and no cache may keep them. CAP messages, tiles, statistics and snapshots are the same for everybody: one name always means the same bytes.',
  'docs.privacy': 'Privacy',
  'docs.privacy-about':
    'Who reported is never told. Telephone numbers and mail addresses are taken out of the words. A place that is a home is rounded to about 100 m, a secret report to about 1 km and without its words. Photos lose everything that the camera wrote into them.',
  'docs.privacy-ask':
    'Please do not try to find out who reported. What a citizen takes back disappears here: let it disappear from your copies, too.',
  'docs.licence': 'Licence and citation',
  'docs.licence-about': 'The software is free under the MIT licence.',
  'docs.licence-data': 'The data stand under {licence}.',
  'docs.licence-ask': 'Nobody has said yet under which licence the data stand: ask {publisher}.',
  'docs.licence-cite': 'Name the source:',
  'docs.citation': '{publisher}: citizens’ disaster reports, {url}, retrieved on {date}.',
  'docs.licence-biases':
    'Know the limits: reports come from where people have phones, networks and daylight. Few reports do not mean that little happened. Unverified ones are claims.',
  'docs.refusals': 'When something is refused',
  'docs.refusals-about':
    'Our own addresses answer as RFC 9457 (application/problem+json). `code` stays the same for ever; the sentence is in the language of Accept-Language.',
  'docs.code': 'Code',
  'docs.sentence': 'What it says',
} as const
